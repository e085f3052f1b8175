/** An earlier window that an answer is compared with: the one just before, of the same width, or one with its own times. */
export type Compare = 'previous' | { from: string; to: string };

/** As the API takes it: `previous`, or `ISO/ISO`. */
export function parseCompare(text: string | null): Compare | null {
  if (text === 'previous') return text;
  const [from, to, more] = (text ?? '').split('/');
  if (from === undefined || to === undefined || more !== undefined) return null;
  return Date.parse(from) < Date.parse(to) ? { from, to } : null;
}

export const formatCompare = (compare: Compare | null): string | null =>
  compare === null || compare === 'previous' ? compare : `${compare.from}/${compare.to}`;
