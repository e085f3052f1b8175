/** How long to wait before the next attempt: 1, 2, 4 … 30 s, less up to a third at random, so that not all tabs come back at once. */
export const retryDelay = (attempt: number, random: number): number =>
  Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (1 - random / 3);
