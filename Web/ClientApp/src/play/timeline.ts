/** A stretch of time, ms since 1970: from ≤ t < to. */
export interface Span {
  from: number;
  to: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Widths that a reader can name. All divide a day, or are whole days, so that the API's buckets have the same edges. */
const widths = [
  minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  7 * day,
  30 * day,
];

/** The narrowest of our widths of which the range has at most `most`. */
export function niceWidth(range: Span, most: number): number {
  const length = range.to - range.from;
  return widths.find((width) => length / width <= most) ?? Math.ceil(length / most / day) * day;
}

const clampTime = (time: number, range: Span): number => Math.min(range.to, Math.max(range.from, time));

/** The edges of the grid that the range has, ends included where they are on it. */
export const snap = (time: number, width: number): number => Math.round(time / width) * width;

/** A window to begin with: the first or the last whole piece of the range, of which it has about two dozen. */
export function firstWindow(range: Span, most = 30, which: 'first' | 'last' = 'first'): Span {
  const width = niceWidth(range, most);
  const from =
    which === 'first' ? Math.ceil(range.from / width) * width : Math.floor((range.to - width) / width) * width;
  return from >= range.from && from + width <= range.to ? { from, to: from + width } : { ...range };
}

/** Moves a window as a whole, kept inside the range and on the grid of its edges. */
export function moveTo(window: Span, from: number, grid: number, range: Span): Span {
  const length = window.to - window.from;
  // The first and the last piece of the grid may stick out of the range: what is in them belongs to it.
  const first = Math.floor(range.from / grid) * grid;
  const last = Math.max(first, Math.ceil((range.to - length) / grid) * grid);
  const at = Math.min(last, Math.max(first, snap(from, grid)));
  return { from: at, to: at + length };
}

/** Drags one edge: the window keeps at least one piece of the grid, and never turns round. */
export function sizeTo(window: Span, edge: 'from' | 'to', time: number, grid: number, range: Span): Span {
  const at = snap(clampTime(time, range), grid);
  return edge === 'from'
    ? { from: Math.min(at, window.to - grid), to: window.to }
    : { from: window.from, to: Math.max(at, window.from + grid) };
}

/** One step on or back: by the window's own length, so that each record shows once. At the end there is no next one. */
export function step(window: Span, steps: number, range: Span): Span | null {
  const length = window.to - window.from;
  const from = window.from + steps * length;
  // The last window may reach past the range by less than itself, else the newest records would never show.
  return from >= range.to || from + length <= range.from ? null : { from, to: from + length };
}

export const isInside = (window: Span, range: Span): boolean => window.from < range.to && window.to > range.from;

/** "5 min", "1 h", "2 days". */
export function lengthText(length: number): string {
  if (length % day === 0) return length === day ? '1 day' : `${length / day} days`;
  if (length >= hour)
    return length % hour === 0
      ? `${length / hour} h`
      : `${Math.floor(length / hour)} h ${Math.round((length % hour) / minute)} min`;
  return `${Math.max(1, Math.round(length / minute))} min`;
}
