import { expect, test } from 'vitest';
import type { TimeseriesResponse, TopResponse, Traffic, TrafficByAction } from '../api/types';
import { sortRows, topRows } from './topRows';

const traffic = (flows: number): Traffic => ({ flows, packets: 2 * flows, bytes: 100 * flows });
const actions = (accepted: number, rejected: number): TrafficByAction => ({
  accepted: traffic(accepted),
  rejected: traffic(rejected),
  other: traffic(0),
  total: traffic(accepted + rejected),
});
const common = {
  source: 'history' as const,
  by: ['srcaddr'],
  measure: 'bytes' as const,
  from: '2026-11-22T00:00:00Z',
  to: '2026-11-22T00:03:00Z',
  plan: { tables: [], rowsRead: 0, elapsedMs: 0, bytesScanned: null, estimatedCost: null },
  bucketSeconds: 60,
  deduplicated: false,
  totalGroups: 3,
};
const start = Date.parse(common.from) / 1000;
const top: TopResponse = {
  ...common,
  groups: [
    { values: ['10.0.0.1'], traffic: actions(50, 10), p95: 0, max: 0 },
    { values: [null], traffic: actions(30, 0), p95: 0, max: 0 },
  ],
  rest: null,
  total: actions(90, 30),
};
const sums = (flows: number[]) => ({ flows, packets: flows.map((n) => 2 * n), bytes: flows.map((n) => 100 * n) });
const series: TimeseriesResponse = {
  ...common,
  buckets: [start, start + 60, start + 120],
  series: [{ values: ['10.0.0.1'], traffic: actions(50, 10), ...sums([10, 20, 30]) }],
  rest: null,
  total: actions(90, 30),
};

test('A row has its share, what was rejected of it, and what is usual for a bucket', () => {
  const [first, second] = topRows(top, series, { measure: 'flows', rate: false });
  expect(first).toMatchObject({ total: 60, share: 0.5, spread: { least: 10, mean: 20, p95: 30, most: 30 } });
  expect(first!.rejected).toBeCloseTo(1 / 6);
  expect(second).toMatchObject({ total: 30, share: 0.25, spread: null, trend: [] });
});

test('Rates are by the second: of the range for the total, of a bucket for the rest', () => {
  const [first] = topRows(top, series, { measure: 'bits', rate: true });
  expect(first!.total).toBeCloseTo((60 * 100 * 8) / 180);
  expect(first!.spread!.most).toBeCloseTo((30 * 100 * 8) / 60);
});

test('Any column sorts, both ways', () => {
  const rows = topRows(top, series, { measure: 'flows', rate: false });
  expect(sortRows(rows, 'total', true).map(({ total }) => total)).toEqual([30, 60]);
  expect(sortRows(rows, 'rejected', false)[0]!.total).toBe(60);
  expect(sortRows(rows, 'name', false)[0]!.values).toEqual([null]);
});
