import type { GeoPlace } from '../api/types';

export type RowTest = (row: GeoPlace) => boolean;

/** The fields of a tick's rows that mean the same as the filter's. (A country is one end's there, either end's in the filter.) */
const fields: Record<string, (row: GeoPlace) => string> = {
  direction: (row) => row.direction,
  action: (row) => row.action,
  account: (row) => row.account,
  region: (row) => row.region,
};

/**
 * A filter that each tick can answer by itself, as a test of its rows: comparisons of direction, action, account and region with `and`, `or`,
 * `not`, brackets (docs/filter.md). Null for all others, and for what is no filter: those the API answers.
 */
export function tickFilter(text: string): RowTest | null {
  const tokens = text.match(/"[^"\\]*"|'[^'\\]*'|&&|\|\||==|!=|<>|[(),=!]|[^\s(),=!<>"'&|]+|\S/g) ?? [];
  let at = 0;
  const word = (): string => (tokens[at] ?? '').toLowerCase();
  const take = (...words: string[]): boolean => {
    if (!words.includes(word())) return false;
    at++;
    return true;
  };

  function or(): RowTest | null {
    let left = and();
    while (left !== null && take('or', '||')) {
      const [first, second] = [left, and()];
      left = second === null ? null : (row) => first(row) || second(row);
    }
    return left;
  }

  function and(): RowTest | null {
    let left = not();
    while (left !== null && take('and', '&&')) {
      const [first, second] = [left, not()];
      left = second === null ? null : (row) => first(row) && second(row);
    }
    return left;
  }

  function not(): RowTest | null {
    if (take('not', '!')) {
      const inner = not();
      return inner === null ? null : (row) => !inner(row);
    }
    if (take('(')) {
      const inner = or();
      return take(')') ? inner : null;
    }
    return comparison();
  }

  function comparison(): RowTest | null {
    const read = Object.hasOwn(fields, word()) ? fields[word()] : undefined;
    at++;
    if (read === undefined) return null;
    if (take('=', '==')) return equals(read, false);
    if (take('!=', '<>')) return equals(read, true);
    const negated = take('not');
    if (!take('in') || !take('(')) return null;
    const values: string[] = [];
    do {
      const value = literal();
      if (value === null) return null;
      values.push(value);
    } while (take(','));
    return take(')') ? (row) => values.includes(read(row).toLowerCase()) !== negated : null;
  }

  function equals(read: (row: GeoPlace) => string, negated: boolean): RowTest | null {
    const value = literal();
    return value === null ? null : (row) => (read(row).toLowerCase() === value) !== negated;
  }

  /** Sets and other fields are for the API to know. */
  function literal(): string | null {
    const value = word();
    at++;
    if (/^(["']).*\1$/.test(value)) return value.slice(1, -1);
    return /^[\w-]+$/.test(value) && !Object.hasOwn(fields, value) && !/^(?:and|or|not|in|like|is)$/.test(value)
      ? value
      : null;
  }

  if (tokens.length === 0) return () => true;
  const test = or();
  return at === tokens.length ? test : null;
}
