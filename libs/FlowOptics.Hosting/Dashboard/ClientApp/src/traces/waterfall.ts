import type { Span } from '../api/telemetry';

/** A span in its place in the tree, in the order in which it is drawn: below its parent, by start. */
export interface SpanRow {
  span: Span;
  depth: number;
  /** How many rows after this one are of spans below it. */
  below: number;
  /** Some span below it has failed. */
  failsBelow: boolean;
}

/**
 * The spans of a trace as a tree. A span whose parent is not here (not come yet, or from elsewhere) is drawn as a root, and so is one
 * of a circle of parents, which only a broken sender makes.
 */
export function treeOf(spans: readonly Span[]): SpanRow[] {
  const known = new Map(spans.map((span) => [span.id, span]));
  const children = new Map<string, Span[]>();
  const roots: Span[] = [];
  for (const span of spans) {
    if (span.parent !== null && span.parent !== span.id && known.has(span.parent)) {
      const list = children.get(span.parent);
      if (list === undefined) children.set(span.parent, [span]);
      else list.push(span);
    } else roots.push(span);
  }
  const byStart = (a: Span, b: Span): number => a.t - b.t;
  const rows: SpanRow[] = [];
  const placed = new Set<string>();
  const walk = (from: Span): void => {
    // No recursion: a chain of 5,000 spans is deep.
    const open: { span: Span; depth: number }[] = [{ span: from, depth: 0 }];
    while (open.length > 0) {
      const { span, depth } = open.pop()!;
      if (placed.has(span.id)) continue;
      placed.add(span.id);
      rows.push({ span, depth, below: 0, failsBelow: false });
      for (const child of (children.get(span.id) ?? []).toSorted(byStart).toReversed())
        open.push({ span: child, depth: depth + 1 });
    }
  };
  roots.sort(byStart).forEach(walk);
  spans.forEach((span) => placed.has(span.id) || walk(span));
  countBelow(rows);
  return rows;
}

function countBelow(rows: SpanRow[]): void {
  const path: SpanRow[] = [];
  for (const row of rows) {
    path.length = Math.min(path.length, row.depth);
    for (const above of path) {
      above.below++;
      above.failsBelow ||= row.span.status === 'error';
    }
    path.push(row);
  }
}

/** The rows that are drawn: without those below a collapsed span, and, with a filter, those that contain it with what they are part of. */
export function shownRows(
  rows: readonly SpanRow[],
  collapsed: ReadonlySet<string>,
  filter: string,
): readonly SpanRow[] {
  const wanted = filter.trim().toLowerCase();
  const kept = wanted === '' ? rows : filtered(rows, wanted);
  if (collapsed.size === 0) return kept;
  const shown: SpanRow[] = [];
  let hiddenBelow = Infinity;
  for (const row of kept) {
    if (row.depth > hiddenBelow) continue;
    hiddenBelow = collapsed.has(row.span.id) ? row.depth : Infinity;
    shown.push(row);
  }
  return shown;
}

function filtered(rows: readonly SpanRow[], wanted: string): SpanRow[] {
  const kept: boolean[] = new Array<boolean>(rows.length).fill(false);
  // From the end: a span is kept for what is kept below it.
  const open: number[] = [];
  for (let at = rows.length - 1; at >= 0; at--) {
    const { depth, span } = rows[at]!;
    const forBelow = (open[depth + 1] ?? 0) > 0;
    open.length = depth + 1;
    kept[at] = forBelow || contains(span, wanted);
    if (kept[at]) open[depth] = (open[depth] ?? 0) + 1;
  }
  return rows.filter((_, at) => kept[at]);
}

function contains(span: Span, wanted: string): boolean {
  return [span.name, span.resource, span.source, span.kind, span.status === 'error' ? 'error' : '', span.id].some(
    (text) => text.toLowerCase().includes(wanted),
  );
}

/** Where a span's bar is, in parts of the trace's whole time; it never becomes too small to be seen. */
export function barOf(span: Span, start: number, duration: number): { left: number; width: number } {
  const whole = duration > 0 ? duration : 1;
  const left = Math.min(0.998, Math.max(0, (span.t - start) / whole));
  return { left, width: Math.min(1 - left, Math.max(0.002, span.duration / whole)) };
}

/** Marks of the time axis: round steps of milliseconds, `most` at most, from 0. */
export function marksOf(duration: number, most: number): number[] {
  if (duration <= 0) return [0];
  const least = duration / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= least * (1 - 1e-9))!;
  return Array.from({ length: Math.floor(duration / step + 1e-9) + 1 }, (_, at) => at * step);
}
