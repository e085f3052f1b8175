import type { LogRow } from '../api/telemetry';

export const mostLogs = 10_000;

/** By their own times, and by arrival within one: services send in batches, each at its own moment, so that what happened earlier may come later. */
export const inTime = (rows: readonly LogRow[]): LogRow[] => rows.toSorted((a, b) => a.t - b.t || a.n - b.n);

/** Takes logs that came later to their places; the oldest fall off the top. */
export function merged(
  known: readonly LogRow[],
  more: readonly LogRow[],
): { rows: readonly LogRow[]; dropped: number } {
  if (more.length === 0) return { rows: known, dropped: 0 };
  const all = inTime(known.concat(more));
  const dropped = Math.max(0, all.length - mostLogs);
  return { rows: dropped === 0 ? all : all.slice(dropped), dropped };
}
