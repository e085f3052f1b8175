import { whole } from '$shared/numbers';

export { count, whole } from '$shared/numbers';

const steps: readonly [number, string][] = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** Three digits at most, for places without room: 999 → "999", 1234 → "1.23k", 18_400_000 → "18.4M". */
export function short(value: number): string {
  for (const [size, unit] of steps) {
    // 999,950 rounds to "1.00M", not to "1000k".
    if (value >= size * 0.9995) return `${threeDigits(value / size)}${unit}`;
  }
  return value === Math.round(value) ? String(value) : threeDigits(value);
}

/** For scales, where numbers are round: 5000 → "5k". */
export const tick = (value: number): string =>
  short(value)
    .replace(/\.0+(?=\D|$)/, '')
    .replace(/(\.\d*?)0+(?=\D|$)/, '$1');

/** For scales of bytes: 50_000_000 → "50 MB". */
export const bytesTick = (value: number): string => tick(value).replace(/(\d)(\D?)$/, '$1 $2B');

/** Decimal units, as AWS bills them: 1500 → "1.50 kB". */
export function bytes(value: number): string {
  if (value < 1000) return `${whole(value)} B`;
  const text = short(value);
  return `${text.slice(0, -1)} ${text.slice(-1)}B`;
}

export function share(part: number, total: number): string {
  if (total <= 0) return '–';
  const percent = (100 * part) / total;
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`;
}

function threeDigits(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}
