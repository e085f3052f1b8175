/** Seconds of a bucket that lie in the range: the first and the last may stick out of it, and their rates must not. */
export function coveredSeconds(start: number, width: number, from: number, to: number): number {
  return Math.max(0, Math.min(start + width, to) - Math.max(start, from));
}

/** Whether each bucket lies wholly in the range: only such say what the least was. */
export const wholeBuckets = (starts: readonly number[], width: number, from: number, to: number): boolean[] =>
  starts.map((start) => start >= from && start + width <= to);

/** Sums a bucket as amounts a second, each by what of it lies in the range. */
export function rates(
  sums: readonly number[],
  starts: readonly number[],
  width: number,
  from: number,
  to: number,
): number[] {
  return sums.map((sum, at) => sum / Math.max(1, coveredSeconds(starts[at]!, width, from, to)));
}

/** Each series on the shoulders of those before it; hidden ones (false in `shown`) add nothing. */
export function stacked(series: readonly (readonly number[])[], shown: readonly boolean[]): number[][] {
  const height = new Array<number>(series[0]?.length ?? 0).fill(0);
  return series.map((values, index) => {
    if (shown[index] !== false) values.forEach((value, at) => (height[at]! += value));
    return [...height];
  });
}

export interface Spread {
  least: number;
  most: number;
  mean: number;
  p95: number;
}

/**
 * What is usual for a bucket. Partly covered buckets are left out where there are whole ones, since a bucket of some seconds would be the least.
 * The 95th percentile is the nearest rank, as GraphApi's.
 */
export function spreadOf(values: readonly number[], whole: readonly boolean[]): Spread {
  const picked = values.filter((_, at) => whole[at]);
  const of = (picked.length > 0 ? picked : [...values]).sort((a, b) => a - b);
  if (of.length === 0) return { least: 0, most: 0, mean: 0, p95: 0 };
  return {
    least: of[0]!,
    most: of.at(-1)!,
    mean: of.reduce((sum, value) => sum + value, 0) / of.length,
    p95: of[Math.ceil(0.95 * of.length) - 1]!,
  };
}

/** Which bucket a time falls into, by their begins (ascending); the last one before it. */
export function bucketAt(starts: ArrayLike<number>, time: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
