import type { TimeseriesResponse } from '../api/types';

export interface Bar {
  /** Seconds since 1970. */
  time: number;
  flows: number;
}

/** The sums of a time series in at most `most` bars of equal width, from the first bucket with records to the last: the quiet around it says nothing. */
export function barsOf(answer: Pick<TimeseriesResponse, 'buckets' | 'series' | 'rest'>, most: number): Bar[] {
  const sums = answer.buckets.map((_, index) =>
    [...answer.series, ...(answer.rest === null ? [] : [answer.rest])].reduce(
      (sum, group) => sum + (group.flows[index] ?? 0),
      0,
    ),
  );
  const first = sums.findIndex((sum) => sum > 0);
  if (first < 0) return [];
  const last = sums.findLastIndex((sum) => sum > 0);
  const step = Math.ceil((last - first + 1) / most);
  const bars: Bar[] = [];
  for (let at = first; at <= last; at += step) {
    const flows = sums.slice(at, Math.min(at + step, last + 1)).reduce((sum, value) => sum + value, 0);
    bars.push({ time: answer.buckets[at]!, flows });
  }
  return bars;
}
