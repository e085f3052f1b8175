/** The rows that are in sight, and a few beyond, so that a slow frame shows no hole. */
export function visibleRows(scrollTop: number, height: number, rowHeight: number, count: number): [number, number] {
  const beyond = 8;
  const first = Math.min(count, Math.max(0, Math.floor(scrollTop / rowHeight) - beyond));
  return [first, Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + beyond)];
}

/** Where to scroll so that a row is in sight below the head; null: it is. */
export function scrollTo(
  index: number,
  scrollTop: number,
  height: number,
  rowHeight: number,
  head: number,
): number | null {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  const least = top - (height - head - rowHeight);
  return least > scrollTop ? least : null;
}

/** Which row a key leads to; null: it is none of the list's keys. */
export function rowFor(key: string, at: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}
