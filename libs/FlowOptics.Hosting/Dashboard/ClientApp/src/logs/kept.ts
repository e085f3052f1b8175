import type { LogRow } from '../api/telemetry';

export const mostLogs = 10_000;

/** Adds logs that came later; those that came twice (a reconnect) are left out, and the oldest fall off the top. */
export function appended(
  known: readonly LogRow[],
  more: readonly LogRow[],
): { rows: readonly LogRow[]; dropped: number } {
  const last = known.at(-1)?.n ?? -1;
  const added = more.filter(({ n }) => n > last);
  if (added.length === 0) return { rows: known, dropped: 0 };
  const all = known.concat(added);
  const dropped = Math.max(0, all.length - mostLogs);
  return { rows: dropped === 0 ? all : all.slice(dropped), dropped };
}
