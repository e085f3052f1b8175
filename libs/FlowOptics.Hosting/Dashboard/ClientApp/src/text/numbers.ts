export { count, whole } from '$shared/numbers';

const steps: readonly [number, string][] = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** Three digits at most, for scales and legends: 0.0123 → "0.0123", 1234 → "1.23k". */
export function short(value: number): string {
  const size = Math.abs(value);
  // 999,950 rounds to "1M", not to "1000k".
  for (const [step, unit] of steps) if (size >= step * 0.9995) return `${Number((value / step).toPrecision(3))}${unit}`;
  return String(Number(value.toPrecision(3)));
}
