import { describe, expect, it } from 'vitest';
import { rowFor, scrollTo, visibleRows } from './visible';

describe('visibleRows', () => {
  it('holds every row in sight, wherever one scrolls, and few others', () => {
    for (let scrollTop = 0; scrollTop <= 100_000; scrollTop += 997) {
      const [first, last] = visibleRows(scrollTop, 400, 25, 5_000);
      expect(first * 25).toBeLessThanOrEqual(scrollTop);
      expect(last * 25).toBeGreaterThanOrEqual(Math.min(scrollTop + 400, 5_000 * 25));
      expect(last - first).toBeLessThanOrEqual(16 + 18);
    }
  });

  it('is empty where nothing is, and within the list where it became shorter', () => {
    expect(visibleRows(0, 400, 25, 0)).toEqual([0, 0]);
    expect(visibleRows(10_000, 400, 25, 3)).toEqual([3, 3]);
  });
});

describe('scrollTo', () => {
  it('brings a row into sight and leaves one that is there', () => {
    expect(scrollTo(0, 100, 200, 20, 30)).toBe(0);
    expect(scrollTo(6, 100, 200, 20, 30)).toBeNull();
    expect(scrollTo(50, 100, 200, 20, 30)).toBe(50 * 20 - 150);
  });
});

describe('rowFor', () => {
  it('stays within the list', () => {
    expect(rowFor('ArrowDown', -1, 3, 10)).toBe(0);
    expect(rowFor('ArrowUp', 0, 3, 10)).toBe(0);
    expect(rowFor('PageDown', 1, 3, 10)).toBe(2);
    expect(rowFor('End', 0, 3, 10)).toBe(2);
    expect(rowFor('x', 0, 3, 10)).toBeNull();
    expect(rowFor('ArrowDown', 0, 0, 10)).toBeNull();
  });
});
