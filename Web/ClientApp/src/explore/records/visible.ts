/** The rows that are in sight, and a few beyond, so that a slow frame shows no hole. */
export function visibleRows(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): { first: number; last: number } {
  const beyond = 8;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond);
  return { first: Math.min(first, count), last: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + beyond) };
}

/** Where to scroll so that a row is in sight below the head; null where it is. */
export function scrollTo(
  index: number,
  scrollTop: number,
  height: number,
  rowHeight: number,
  head: number,
): number | null {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  const most = scrollTop + height - head - rowHeight;
  return top > most ? top - (height - head - rowHeight) : null;
}
