/** A condition on an attribute, as the telemetry API reads it: `name:value`, `name:~part`, `name:!value`, `name:`. */
export interface AttributeFilter {
  name: string;
  how: How;
  value: string;
}

export type How = 'equals' | 'contains' | 'not' | 'exists';

export const hows: readonly { how: How; said: string; sign: string }[] = [
  { how: 'equals', said: 'is', sign: '=' },
  { how: 'contains', said: 'contains', sign: '≈' },
  { how: 'not', said: 'is not', sign: '≠' },
  { how: 'exists', said: 'is there', sign: 'is there' },
];

export function formatFilter({ name, how, value }: AttributeFilter): string {
  switch (how) {
    case 'exists':
      return `${name}:`;
    case 'contains':
      return `${name}:~${value}`;
    case 'not':
      return `${name}:!${value}`;
    case 'equals':
      // A value that begins with a sign of the others' is told from them.
      return `${name}:${/^[~!=]/.test(value) ? '=' : ''}${value}`;
  }
}

export function parseFilter(text: string): AttributeFilter | null {
  const colon = text.indexOf(':');
  if (colon < 1) return null;
  const [name, rest] = [text.slice(0, colon), text.slice(colon + 1)];
  if (rest === '') return { name, how: 'exists', value: '' };
  const how = ({ '~': 'contains', '!': 'not', '=': 'equals' } as const)[rest[0]!];
  return how === undefined ? { name, how: 'equals', value: rest } : { name, how, value: rest.slice(1) };
}

// Several stand in one part of the address, a line each: no attribute's value that one filters by has lines.
const between = '\n';

export const formatFilters = (filters: readonly AttributeFilter[]): string => filters.map(formatFilter).join(between);

export const parseFilters = (text: string): AttributeFilter[] =>
  text
    .split(between)
    .map(parseFilter)
    .filter((one) => one !== null);
