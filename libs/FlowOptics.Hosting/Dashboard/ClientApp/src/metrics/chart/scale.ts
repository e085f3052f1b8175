/** Round marks from 0 (or below, where values are) to the highest value, about `many` of them. */
export function marksUpTo(least: number, most: number, many: number): number[] {
  const low = Math.min(0, least);
  const high = most > low ? most : low + 1;
  const step = roundStep((high - low) / many);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  // Multiplied, not added up: 0.1 stays 0.1.
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 2.5, 5, 10].map((times) => times * power).find((one) => one >= least * (1 - 1e-9))!;
}

const second = 1_000;
const minute = 60_000;
const hour = 3_600_000;
const steps = [
  ...[1, 5, 10, 15, 30].map((many) => many * second),
  ...[1, 2, 5, 10, 15, 30].map((many) => many * minute),
  ...[1, 2, 3, 6].map((many) => many * hour),
];

/** Times that people read on a clock, `many` at most. */
export function clockMarks(from: number, to: number, many: number, zoneOffset: number): number[] {
  const step = steps.find((one) => (to - from) / one <= many) ?? 6 * hour;
  // Whole hours of the reader's clock, which need not be whole hours of UTC.
  const first = Math.ceil((from - zoneOffset) / step) * step + zoneOffset;
  const marks: number[] = [];
  for (let at = first; at <= to; at += step) marks.push(at);
  return marks;
}

/** An SVG path through the values; a gap where nothing is known, and a short dash for a value that stands alone. */
export function linePath(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  values.forEach((value, at) => {
    if (value === null) return;
    const [before, after] = [values[at - 1] ?? null, values[at + 1] ?? null];
    const place = `${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    path += before === null ? `M${place}` : `L${place}`;
    if (before === null && after === null) path += 'h2';
  });
  return path;
}
