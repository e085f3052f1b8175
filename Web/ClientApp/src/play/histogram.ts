import type { Span } from './timeline';

/** What happened in one bucket of the range, accepted and rejected. */
export interface Bar extends Span {
  accepted: number;
  rejected: number;
  other: number;
}

/** Of GET /api/v1/timeseries?by=action: series by action, each with a number for each bucket. */
export interface SeriesAnswer {
  bucketSeconds: number;
  /** Their beginnings, Unix seconds. */
  buckets: number[];
  series: { values: (string | null)[]; flows: number[]; packets: number[]; bytes: number[] }[];
}

export function barsOf(answer: SeriesAnswer, measure: 'flows' | 'packets' | 'bytes'): Bar[] {
  const of = (action: string): number[] => answer.series.find((one) => one.values[0] === action)?.[measure] ?? [];
  const [accepted, rejected] = [of('accept'), of('reject')];
  const others = answer.series.filter((one) => one.values[0] !== 'accept' && one.values[0] !== 'reject');
  return answer.buckets.map((start, index) => ({
    from: start * 1000,
    to: (start + answer.bucketSeconds) * 1000,
    accepted: accepted[index] ?? 0,
    rejected: rejected[index] ?? 0,
    other: others.reduce((sum, one) => sum + (one[measure][index] ?? 0), 0),
  }));
}

/** Bars that are narrower than a pixel or two are joined: as many as the picture has room for, and their heights add up. */
export function fitBars(bars: readonly Bar[], most: number): Bar[] {
  const together = Math.max(1, Math.ceil(bars.length / Math.max(1, most)));
  if (together === 1) return [...bars];
  const joined: Bar[] = [];
  for (let first = 0; first < bars.length; first += together) {
    const some = bars.slice(first, first + together);
    const sum = (of: (bar: Bar) => number): number => some.reduce((all, bar) => all + of(bar), 0);
    joined.push({
      from: some[0]!.from,
      to: some.at(-1)!.to,
      accepted: sum((bar) => bar.accepted),
      rejected: sum((bar) => bar.rejected),
      other: sum((bar) => bar.other),
    });
  }
  return joined;
}

/** What is in a window that begins and ends where bars do; null for one that cuts a bar: how much of it lies inside is not known. */
export function countIn(bars: readonly Bar[], window: Span): number | null {
  let sum = 0;
  for (const bar of bars) {
    if (bar.to <= window.from || bar.from >= window.to) continue;
    if (bar.from < window.from || bar.to > window.to) return null;
    sum += bar.accepted + bar.rejected + bar.other;
  }
  return sum;
}
