import { expect, test } from 'vitest';
import type { GeoPlace } from '../../api/types';
import { Fading } from './fading';
import type { RecentRows } from './recentRows';
import { Rolling } from './rolling';
import { SinceLoad } from './sinceLoad';

const row = (city: string, flows: number): GeoPlace => ({
  account: '1',
  region: 'eu-west-1',
  country: 'CN',
  city,
  latitude: 1,
  longitude: 2,
  direction: 'inbound',
  action: 'reject',
  flows,
  packets: flows * 2,
  bytes: flows * 60,
});
const sums = (counting: RecentRows): Record<string, number> =>
  Object.fromEntries([...counting.rows].map(({ city, flows }) => [city, flows]));
const random = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
};

test('Rolling counts what came within its reach, to a slice', () => {
  const next = random(3);
  const [reach, slice] = [60_000, 1000];
  const rolling = new Rolling(reach, 0);
  const came: { at: number; city: string; flows: number }[] = [];
  for (let now = 0; now < 400_000; now += 1 + Math.floor(next() * 700)) {
    const [city, flows] = [`c${Math.floor(next() * 6)}`, 1 + Math.floor(next() * 9)];
    rolling.add({ rows: [row(city, flows)], unplaced: 1, other: 0 }, now);
    came.push({ at: now, city, flows });
    const within = (age: number): number =>
      came.filter(({ at }) => at > now - age).reduce((all, one) => all + one.flows, 0);
    const shown = Object.values(sums(rolling)).reduce((all, one) => all + one, 0);
    expect(shown).toBeGreaterThanOrEqual(within(reach - slice));
    // A slice closes with the first arrival after its end.
    expect(shown).toBeLessThanOrEqual(within(reach + 2 * slice + 700));
  }
  rolling.advance(1_000_000);
  rolling.advance(2_000_000);
  expect(sums(rolling)).toEqual({});
  expect(rolling.unplaced).toBe(0);
});

test('A row that comes again after it was over counts anew', () => {
  const rolling = new Rolling(60_000, 0);
  rolling.add({ rows: [row('a', 5)], unplaced: 0, other: 0 }, 0);
  rolling.advance(2000);
  rolling.advance(70_000);
  expect(sums(rolling)).toEqual({});
  rolling.add({ rows: [row('a', 2)], unplaced: 0, other: 0 }, 70_001);
  expect(sums(rolling)).toEqual({ a: 2 });
});

test('Fading halves, and forgets what is less than half an event', () => {
  const fading = new Fading(60_000, 0);
  fading.add({ rows: [row('a', 100), row('b', 1)], unplaced: 10, other: 0 });
  fading.advance(60_000);
  expect(sums(fading)).toEqual({ a: 50, b: 1 });
  expect(fading.unplaced).toBe(5);
  fading.advance(121_000);
  expect(sums(fading)).toEqual({ a: 25 });
});

test('Since the page was opened, all is counted', () => {
  const all = new SinceLoad(5);
  all.add({ rows: [row('a', 1), row('b', 2)], unplaced: 3, other: 4 });
  all.add({ rows: [row('a', 1)], unplaced: 3, other: -1 });
  all.advance();
  expect([sums(all), all.unplaced, all.other, all.since]).toEqual([{ a: 2, b: 2 }, 6, 3, 5]);
});
