import { expect, test } from 'vitest';
import { barsOf } from './bars';

const series = (flows: number[]) => ({
  buckets: flows.map((_, index) => index * 60),
  series: [
    {
      values: [],
      flows,
      packets: flows,
      bytes: flows,
      traffic: {} as never,
    },
  ],
  rest: null,
});

test('Bars begin at the first record, end at the last, and lose none', () => {
  expect(barsOf(series([0, 0, 3, 0, 4, 0]), 10)).toEqual([
    { time: 120, flows: 3 },
    { time: 180, flows: 0 },
    { time: 240, flows: 4 },
  ]);
  for (let length = 1; length < 60; length++) {
    const flows = Array.from({ length }, (_, index) => (index * 7) % 5);
    const bars = barsOf(series(flows), 12);
    expect(bars.length).toBeLessThanOrEqual(12);
    expect(bars.reduce((sum, bar) => sum + bar.flows, 0)).toBe(flows.reduce((sum, value) => sum + value, 0));
  }
});

test('Nothing has no bars', () => {
  expect(barsOf(series([0, 0]), 10)).toEqual([]);
});
