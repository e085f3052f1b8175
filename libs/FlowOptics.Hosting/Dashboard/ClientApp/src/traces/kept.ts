import type { TraceRow } from '../api/telemetry';

export const mostTraces = 10_000;

/** Takes in traces that are new or have changed, newest first; tells how many came above what was known. */
export function merged(
  known: readonly TraceRow[],
  more: readonly TraceRow[],
): { rows: readonly TraceRow[]; above: number } {
  if (more.length === 0) return { rows: known, above: 0 };
  const newest = known[0]?.t ?? Infinity;
  const rows = new Map(known.map((row) => [row.id, row]));
  let above = 0;
  for (const row of more) {
    if (!rows.has(row.id) && row.t > newest) above++;
    rows.set(row.id, row);
  }
  return { rows: [...rows.values()].sort((a, b) => b.t - a.t).slice(0, mostTraces), above };
}
