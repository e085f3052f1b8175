import { expect, test } from 'vitest';
import { formatRange, parseRange, rangeQuery, stepRange, type Range } from './range';

const now = Date.parse('2026-11-22T01:00:00Z');

test('The ancestor’s days go to the API as they are; the last hours become fixed times', () => {
  expect(rangeQuery({ kind: 'days', days: 3 }, new Date(now))).toEqual({ source: 'history', days: '3' });
  expect(rangeQuery({ kind: 'last', minutes: 60 }, new Date(now))).toEqual({
    source: 'history',
    from: '2026-11-22T00:00:00.000Z',
    to: '2026-11-22T01:00:00.000Z',
  });
});

test.each<Range>([
  { kind: 'live' },
  { kind: 'last', minutes: 15 },
  { kind: 'last', minutes: 180 },
  { kind: 'last', minutes: 10_080 },
  { kind: 'days', days: 0 },
  { kind: 'between', from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' },
])('%o survives being written and read', (range) => {
  expect(parseRange(new URLSearchParams(formatRange(range)))).toEqual(range);
});

test('Stepping back and forth leads to where one was, relative again at the present', () => {
  const hour: Range = { kind: 'last', minutes: 60 };
  const before = stepRange(hour, -1, now);
  expect(before).toEqual({ kind: 'between', from: '2026-11-21T23:00:00Z', to: '2026-11-22T00:00:00Z' });
  const further = stepRange(before!, -1, now);
  expect(stepRange(further!, 1, now)).toEqual(before);
  expect(stepRange(before!, 1, now)).toEqual(hour);
  expect(stepRange(before!, 1, now + 120_000)).toEqual(hour);
  expect(stepRange(hour, 1, now)).toBeNull();
  expect(stepRange({ kind: 'live' }, -1, now)).toBeNull();
});
