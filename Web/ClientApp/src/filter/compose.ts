import { tokenize, type Token } from './tokens';

/** A condition that stands at the top of a filter, joined to the others by `and`, and where it stands. */
export interface Part {
  text: string;
  start: number;
  end: number;
}

const isAnd = (token: Token): boolean =>
  token.kind === 'keyword' && (token.text === '&&' || token.text.toLowerCase() === 'and');
const isOr = (token: Token): boolean =>
  token.kind === 'keyword' && (token.text === '||' || token.text.toLowerCase() === 'or');

/** The conditions that must all hold. A filter with an `or` at its top is one: taking a part out of it would widen or turn its meaning. */
export function partsOf(filter: string): Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let from = 0;
  const close = (to: number): void => {
    const text = filter.slice(from, to);
    const start = from + (text.length - text.trimStart().length);
    if (text.trim() !== '') parts.push({ text: text.trim(), start, end: start + text.trim().length });
  };
  for (const token of tokenize(filter)) {
    if (token.text === '(' && token.kind === 'bracket') depth++;
    else if (token.text === ')' && token.kind === 'bracket') depth--;
    else if (depth === 0 && isOr(token)) return whole(filter);
    else if (depth === 0 && isAnd(token)) {
      close(token.start);
      from = token.start + token.text.length;
    }
  }
  close(filter.length);
  return depth === 0 ? parts : whole(filter);
}

/** Both conditions: the filter with one more. A condition that is there already is not added again. */
export function narrowed(filter: string, condition: string): string {
  const [have, more] = [filter.trim(), condition.trim()];
  if (more === '') return have;
  if (have === '') return more;
  const parts = partsOf(have);
  if (parts.some(({ text }) => text === more)) return have;
  return `${closed(have)} and ${closed(more)}`;
}

/** The filter without its index-th condition. */
export function without(filter: string, index: number): string {
  return partsOf(filter)
    .filter((_, at) => at !== index)
    .map(({ text }) => text)
    .join(' and ');
}

const whole = (filter: string): Part[] => {
  const text = filter.trim();
  if (text === '') return [];
  const start = filter.indexOf(text);
  return [{ text, start, end: start + text.length }];
};

/** In brackets where an `and` beside it would take half of it. */
function closed(filter: string): string {
  let depth = 0;
  for (const token of tokenize(filter)) {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    else if (depth === 0 && isOr(token)) return `(${filter})`;
  }
  return filter;
}
