import { expect, test } from 'vitest';
import { retryDelay } from './backoff';

test('Waits grow to 30 s and never fall under two thirds of a step', () => {
  expect(retryDelay(0, 0)).toBe(1000);
  expect(retryDelay(3, 0)).toBe(8000);
  for (let attempt = 0; attempt < 1000; attempt++) {
    expect(retryDelay(attempt, 0.999)).toBeGreaterThan(600);
    expect(retryDelay(attempt, 0)).toBeLessThanOrEqual(30_000);
  }
});
