import { plain } from './ansi';

/** A console line as the server sends it: number, time in ms, whether it went to standard error, text. */
export interface Line {
  n: number;
  t: number;
  e: boolean;
  text: string;
}

export const MOST_LINES = 10_000;

/** Adds lines in order: repeated ones (a reconnect) are left out, the oldest fall off the end. */
export function append(known: Line[], more: Line[]): Line[] {
  const last = known.length > 0 ? known[known.length - 1]!.n : 0;
  const added = more.filter((line) => line.n > last);
  if (added.length === 0) return known;
  const all = known.concat(added);
  return all.length > MOST_LINES ? all.slice(all.length - MOST_LINES) : all;
}

/** Lines that contain the text, whatever its case and the line's colours. */
export function filter(lines: Line[], text: string): Line[] {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? lines : lines.filter((line) => plain(line.text).toLowerCase().includes(wanted));
}

export function clock(ms: number): string {
  const time = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
