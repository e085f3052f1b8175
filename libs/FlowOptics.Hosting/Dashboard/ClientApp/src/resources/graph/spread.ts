/**
 * Places for things in a row that keep their order and stand at least `gap` apart, as near to where each would like to be as that
 * allows (least squares: pool adjacent violators).
 */
export function spread(wishes: readonly number[], gap: number): number[] {
  const pools: { sum: number; size: number }[] = [];
  wishes.forEach((wish, index) => {
    pools.push({ sum: wish - index * gap, size: 1 });
    while (pools.length > 1) {
      const [before, last] = pools.slice(-2) as [{ sum: number; size: number }, { sum: number; size: number }];
      if (before.sum / before.size <= last.sum / last.size) break;
      pools.splice(-2, 2, { sum: before.sum + last.sum, size: before.size + last.size });
    }
  });
  return pools
    .flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size))
    .map((place, index) => place + index * gap);
}
