import type { About } from './about';

export type Cell = string | number | null;

/**
 * A table as RFC 4180 has it. What it is of stands in its last columns, in each line, so that lines which were cut out or put together with those of
 * another file still say it, and no reader has to step over lines before the head.
 */
export function toCsv(about: About, head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const { from, to, filter, units, exported } = about;
  const last = Object.entries({ from, to, filter, units, exported }).filter(([, value]) => value !== undefined);
  const end = last.map(([, value]) => cell(value ?? '')).join(',');
  const lines = [[...head, ...last.map(([name]) => name)].map(cell).join(',')];
  for (const row of rows) lines.push(`${row.map(cell).join(',')},${end}`);
  return [...lines, ''].join('\r\n');
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe: a tag may hold anything. */
function cell(value: Cell): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
