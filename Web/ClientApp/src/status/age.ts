import type { Meta } from '../api/types';

/**
 * Age of the newest record when `meta` was answered, ms, by the service's own clock: of history, or, where it holds none (it is asked of Athena, or is
 * still empty), of what came live last. Null while there is nothing.
 */
export function newestAge({
  newestRecordAgeSeconds,
  live,
  now,
}: Pick<Meta, 'newestRecordAgeSeconds' | 'live' | 'now'>): number | null {
  if (newestRecordAgeSeconds !== null) return newestRecordAgeSeconds * 1000;
  return live.newestArrival === null ? null : Math.max(0, Date.parse(now) - Date.parse(live.newestArrival));
}
