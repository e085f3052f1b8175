import { plain } from './ansi';

/** A console line as the server sends it: number, time in ms, whether it went to standard error, text. */
export interface Line {
  n: number;
  t: number;
  e: boolean;
  text: string;
}

export const mostLines = 10_000;

/** Adds lines in order: repeated ones (a reconnect) are left out, the oldest fall off the end. */
export function append(known: readonly Line[], more: readonly Line[]): readonly Line[] {
  const last = known.at(-1)?.n ?? 0;
  const added = more.filter((line) => line.n > last);
  if (added.length === 0) return known;
  const all = known.concat(added);
  return all.length > mostLines ? all.slice(all.length - mostLines) : all;
}

/** Lines that contain the text, whatever its case and the line's colours. */
export function filter(lines: readonly Line[], text: string): readonly Line[] {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? lines : lines.filter((line) => plain(line.text).toLowerCase().includes(wanted));
}
