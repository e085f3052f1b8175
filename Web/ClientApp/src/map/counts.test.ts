import { expect, test } from 'vitest';
import type { GeoAnswer, GeoPlace, MapTick } from '../api/types';
import { Counts } from './counts';
import { shows, summarise } from './summary';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 22, 0, 0, second)).toISOString();
const zero = { flows: 0, packets: 0, bytes: 0 };
const place = (flows: number, more: Partial<GeoPlace> = {}): GeoPlace => ({
  account: '1',
  region: 'eu-west-1',
  country: 'CN',
  city: 'Beijing',
  latitude: 39.9,
  longitude: 116.4,
  direction: 'inbound',
  action: 'reject',
  flows,
  packets: flows,
  bytes: flows * 60,
  ...more,
});
const base = (end: number, places: GeoPlace[], unplaced = 0): GeoAnswer => ({
  from: at(0),
  to: at(end),
  places,
  totalPlaces: places.length,
  rest: null,
  accepted: zero,
  rejected: zero,
  other: zero,
  unplaced: { ...zero, flows: unplaced },
  source: 'live',
  by: 'city',
  deduplicated: false,
  plan: null,
});
const tick = (second: number, flows: number, total: number, more: Partial<MapTick> = {}): MapTick => ({
  epoch: 'a',
  sequence: second,
  time: at(second),
  account: '1',
  region: 'eu-west-1',
  total: { ...zero, flows: total, accepted: 0, rejected: total, unplaced: 0, placed: total },
  places: [{ ...place(flows), totalFlows: total }],
  ...more,
});
const now = (second: number): number => Date.parse(at(second));
const flowsOf = (counts: Counts): number => [...counts.rows.values()].reduce((sum, row) => sum + row.flows, 0);

test('Ticks add to the base', () => {
  const counts = new Counts();
  counts.rebase(base(10, [place(100)]), now(10));
  counts.add(tick(11, 3, 3), now(11));
  counts.add(tick(12, 4, 7), now(12));
  expect(flowsOf(counts)).toBe(107);
});

test('A tick that the base has counted is not counted twice, one that came after it is kept', () => {
  const counts = new Counts();
  counts.add(tick(5, 3, 3), now(5));
  counts.add(tick(11, 4, 7), now(11));
  counts.rebase(base(10, [place(103)]), now(10));
  expect(flowsOf(counts)).toBe(107);
});

test('A lost tick shows as soon as its row comes again', () => {
  const counts = new Counts();
  counts.rebase(base(0, []), now(0));
  counts.add(tick(1, 3, 3), now(1));
  // The tick with rows 4 to 8 was lost.
  counts.add(tick(3, 2, 10), now(3));
  expect(flowsOf(counts)).toBe(10);
});

test('A new epoch is noticed, and its totals are not taken for lost ticks', () => {
  const counts = new Counts();
  counts.rebase(base(0, []), now(0));
  counts.add(tick(1, 3, 3), now(1));
  const change = counts.add(tick(2, 1, 1, { epoch: 'b' }), now(2));
  expect(change.newEpoch).toBe(true);
  expect(flowsOf(counts)).toBe(4);
});

test('Records without a place are counted from the difference of totals', () => {
  const counts = new Counts();
  counts.rebase(base(0, [], 5), now(0));
  const withUnplaced = (second: number, unplaced: number): MapTick =>
    tick(second, 1, second, { total: { ...zero, flows: 1, accepted: 0, rejected: 1, unplaced, placed: second } });
  // The stream is older than the page.
  counts.add(withUnplaced(11, 70), now(11));
  counts.add(withUnplaced(12, 72), now(12));
  expect(counts.unplaced).toBe(7);
});

test('Whatever ticks come between two bases, the second base alone decides', () => {
  for (let run = 0; run < 50; run++) {
    const counts = new Counts();
    counts.rebase(base(0, [place(run)]), now(0));
    for (let second = 1; second <= run; second++)
      if ((second * run) % 3 !== 0) counts.add(tick(second, second % 5, second * 2), now(second));
    counts.rebase(base(run, [place(1000 + run)], run), now(run));
    expect(flowsOf(counts)).toBe(1000 + run);
    expect(counts.unplaced).toBe(run);
  }
});

test('A summary groups by country, city, arc and place, and leaves nothing out', () => {
  const rows = [
    place(5),
    place(2, { action: 'accept' }),
    place(3, { city: 'Beijing (Chaoyang)', latitude: 39.91 }),
    place(7, { country: 'DE', city: '', latitude: null, longitude: null, direction: 'outbound', action: 'accept' }),
  ];
  const summary = summarise(rows, () => true);
  expect(summary).toMatchObject({ count: 17, accepted: 9, rejected: 8, withoutCoordinates: 7 });
  expect(summary.countries.map(({ country, count }) => [country, count])).toEqual([
    ['CN', 10],
    ['DE', 7],
  ]);
  expect(summary.cities).toHaveLength(1);
  expect(summary.arcs).toHaveLength(3);
  expect(summary.points).toHaveLength(2);
  const only = (direction: 'all' | 'outbound', action: 'all' | 'reject'): number =>
    summarise(rows, (row) => shows(row, { direction, action })).count;
  expect([only('outbound', 'all'), only('all', 'reject')]).toEqual([7, 8]);
  expect(summarise(rows, () => true, 'bytes').countries).toMatchObject([
    { country: 'CN', count: 600, inbound: 600, outbound: 0, flows: 10 },
    { country: 'DE', count: 420, inbound: 0, outbound: 420, flows: 7 },
  ]);
});

test('An answer whose end lies in the future counts up to its arrival', () => {
  const counts = new Counts();
  counts.add(tick(5, 3, 3), now(5));
  counts.add(tick(11, 4, 7), now(11));
  counts.rebase({ ...base(10, [place(103)]), to: new Date(now(10) + 86_400_000).toISOString() }, now(10));
  expect(flowsOf(counts)).toBe(107);
});

const flowsAndOther = (counts: Counts): number => flowsOf(counts) + counts.other;
const placed = (flows: number): MapTick['total'] => ({
  ...zero,
  flows,
  accepted: 0,
  rejected: flows,
  unplaced: 0,
  placed: flows,
});

test('A row that was in "other" takes from there what it missed, and nothing counts twice', () => {
  const counts = new Counts();
  counts.rebase(base(0, []), now(0));
  counts.add(tick(1, 3, 3), now(1));
  // Five of it fall into "other", with two of another row.
  counts.add(tick(2, 0, 0, { places: [], total: placed(10), other: { ...zero, flows: 7 } }), now(2));
  expect([flowsOf(counts), counts.other]).toEqual([3, 7]);
  counts.add(tick(3, 2, 10, { total: placed(12) }), now(3));
  expect([flowsOf(counts), counts.other]).toEqual([10, 2]);
});

test('What a row missed before the base is in the base', () => {
  const counts = new Counts();
  counts.rebase(base(0, []), now(0));
  counts.add(tick(1, 3, 3), now(1));
  counts.add(tick(2, 0, 0, { places: [], total: placed(8), other: { ...zero, flows: 5 } }), now(2));
  counts.rebase(base(2, [place(8)]), now(2));
  counts.add(tick(3, 2, 10, { total: placed(10) }), now(3));
  expect([flowsOf(counts), counts.other]).toEqual([10, 0]);
});

test('Two Enrichers on one topic add up, lost ticks and all, and are no new epochs', () => {
  // Each has rows of its own; every third tick is lost, every fourth has no room for its row.
  const counts = new Counts();
  counts.rebase(base(0, []), now(0));
  const totals = { a: 0, b: 0 };
  const epochs: boolean[] = [];
  for (let second = 1; second <= 41; second++) {
    for (const epoch of ['a', 'b'] as const) {
      const flows = (second % 5) + (epoch === 'a' ? 1 : 3);
      totals[epoch] += flows;
      if (second % 3 === 0) continue;
      const whole = { epoch, total: placed(totals[epoch]) };
      const small = { ...whole, places: [], other: { ...zero, flows } };
      epochs.push(
        counts.add(tick(second, flows, totals[epoch], second % 4 === 0 ? small : whole), now(second)).newEpoch,
      );
      if (epoch === 'b') expect(flowsAndOther(counts)).toBe(totals.a + totals.b);
    }
  }

  expect(epochs.filter((isNew) => isNew)).toHaveLength(1);
  expect(flowsOf(counts)).toBe(totals.a + totals.b);
});

test('An Enricher that starts beside another is noticed once', () => {
  const counts = new Counts();
  counts.add(tick(1, 3, 3), now(1));
  expect(counts.add(tick(1, 4, 4, { epoch: 'b' }), now(2)).newEpoch).toBe(true);
  expect(counts.add(tick(2, 4, 7), now(3)).newEpoch).toBe(false);
  expect(counts.add(tick(2, 4, 8, { epoch: 'b' }), now(4)).newEpoch).toBe(false);
});
