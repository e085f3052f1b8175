import { expect, test } from 'vitest';
import { Occupancy } from './occupancy';

test('A place is given once', () => {
  const grid = new Occupancy(300, 200);
  expect(grid.place(100, 100, 40, 12)).toBe(true);
  expect(grid.place(110, 104, 40, 12)).toBe(false);
  expect(grid.place(100, 140, 40, 12)).toBe(true);
});

test('Labels outside the view get none, those that stick out of it do', () => {
  const grid = new Occupancy(300, 200);
  expect(grid.place(-5, 100, 40, 12)).toBe(false);
  expect(grid.place(299, 199, 40, 12)).toBe(true);
});
