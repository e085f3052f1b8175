import { isoSeconds } from '../text/times';

/** Which time a view shows. `days` is the ancestor's: from N days ago at 00:00 UTC until now. */
export type Range =
  | { kind: 'live' }
  | { kind: 'last'; minutes: number }
  | { kind: 'days'; days: number }
  | { kind: 'between'; from: string; to: string };

export const lastDay: Range = { kind: 'last', minutes: 1440 };

/** The same range as the API's parameters. `last` becomes a fixed range, so that one answer has one meaning. */
export function rangeQuery(range: Range, now: Date): Record<string, string> {
  switch (range.kind) {
    case 'live':
      return { source: 'live' };
    case 'last':
      return {
        source: 'history',
        from: new Date(now.getTime() - range.minutes * 60_000).toISOString(),
        to: now.toISOString(),
      };
    case 'days':
      return { source: 'history', days: String(range.days) };
    case 'between':
      return { source: 'history', from: range.from, to: range.to };
  }
}

export function rangeTitle(range: Range): string {
  switch (range.kind) {
    case 'live':
      return 'Live';
    case 'last':
      return `last ${span(range.minutes)}`;
    case 'days':
      return range.days === 0
        ? 'since 00:00 UTC today'
        : `since 00:00 UTC, ${range.days === 1 ? 'yesterday' : `${range.days} days ago`}`;
    case 'between':
      return `${range.from.slice(0, 16).replace('T', ' ')} – ${range.to.slice(0, 16).replace('T', ' ')} UTC`;
  }
}

/** When a range begins and ends, ms since 1970; null for live, whose window the service knows. */
export function rangeTimes(range: Range, now: number): { from: number; to: number } | null {
  switch (range.kind) {
    case 'live':
      return null;
    case 'last':
      return { from: now - range.minutes * 60_000, to: now };
    case 'days':
      return { from: Math.floor(now / 86_400_000) * 86_400_000 - range.days * 86_400_000, to: now };
    case 'between':
      return { from: Date.parse(range.from), to: Date.parse(range.to) };
  }
}

/**
 * The window of the same width before (-1) or after (1). Live cannot be stepped: null. A step that would end in the future, or just before now, ends now, and there it
 * is relative again, so that stepping forth leads back to where one was.
 */
export function stepRange(range: Range, direction: -1 | 1, now: number): Range | null {
  const times = rangeTimes(range, now);
  if (times === null) return null;
  const width = times.to - times.from;
  const to = times.to + direction * width;
  // While one looked back, time went on: the last window ends a little before now.
  if (to >= now - Math.max(60_000, width / 20)) {
    if (direction < 0 || range.kind !== 'between') return null;
    const minutes = Math.round(width / 60_000);
    return minutes > 0 ? { kind: 'last', minutes } : null;
  }
  return { kind: 'between', from: isoSeconds(to - width), to: isoSeconds(to) };
}

export function parseRange(query: URLSearchParams): Range | null {
  const [days, last, from, to] = [query.get('days'), query.get('last'), query.get('from'), query.get('to')];
  if (query.get('source') === 'live') return { kind: 'live' };
  if (days !== null && /^\d{1,4}$/.test(days)) return { kind: 'days', days: Number(days) };
  const match = /^([1-9]\d{0,4})([mhd])$/.exec(last ?? '');
  if (match) return { kind: 'last', minutes: Number(match[1]) * { m: 1, h: 60, d: 1440 }[match[2] as 'm' | 'h' | 'd'] };
  if (from !== null && to !== null && Date.parse(from) < Date.parse(to)) return { kind: 'between', from, to };
  return query.get('source') === 'history' ? lastDay : null;
}

export function formatRange(range: Range | null): Record<string, string> {
  switch (range?.kind) {
    case undefined:
      return {};
    case 'live':
      return { source: 'live' };
    case 'last':
      return { last: range.minutes % 60 === 0 ? `${range.minutes / 60}h` : `${range.minutes}m` };
    case 'days':
      return { days: String(range.days) };
    case 'between':
      return { from: range.from, to: range.to };
  }
}

function span(minutes: number): string {
  if (minutes % 1440 === 0 && minutes > 1440) return `${minutes / 1440} days`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
