import { expect, test } from 'vitest';
import { bucketAt, coveredSeconds, rates, spreadOf, stacked, wholeBuckets } from './stack';

test('A bucket at the edge counts with what of it lies in the range', () => {
  expect(coveredSeconds(0, 60, 30, 100)).toBe(30);
  expect(coveredSeconds(60, 60, 30, 100)).toBe(40);
  expect(coveredSeconds(60, 60, 0, 600)).toBe(60);
  expect(coveredSeconds(600, 60, 0, 600)).toBe(0);
  expect(rates([300, 600, 400], [0, 60, 120], 60, 30, 160)).toEqual([10, 10, 10]);
});

test('Series stand on each other; a hidden one takes no room', () => {
  const series = [
    [1, 2],
    [10, 20],
    [100, 200],
  ];
  expect(stacked(series, [true, true, true])).toEqual([
    [1, 2],
    [11, 22],
    [111, 222],
  ]);
  expect(stacked(series, [true, false, true])[2]).toEqual([101, 202]);
  expect(stacked([], [])).toEqual([]);
});

test('A partly covered bucket is neither the least nor in the mean', () => {
  const whole = wholeBuckets([0, 60, 120, 180], 60, 30, 200);
  expect(whole).toEqual([false, true, true, false]);
  expect(spreadOf([1, 10, 30, 2], whole)).toEqual({ least: 10, most: 30, mean: 20, p95: 30 });
  expect(spreadOf([4], [false])).toEqual({ least: 4, most: 4, mean: 4, p95: 4 });
  expect(spreadOf([], [])).toEqual({ least: 0, most: 0, mean: 0, p95: 0 });
});

test('Of a hundred buckets the 95th is the 95th percentile', () => {
  const values = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(
    spreadOf(
      values,
      values.map(() => true),
    ).p95,
  ).toBe(95);
});

test('The bucket under the pointer is the one that began before it', () => {
  const starts = [0, 60, 120];
  expect([-5, 0, 59, 60, 119, 120, 500].map((time) => bucketAt(starts, time))).toEqual([0, 0, 0, 1, 1, 2, 2]);
});
