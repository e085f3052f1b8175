import { expect, test } from 'vitest';
import { narrowed, partsOf, without } from './compose';
import { tokenize } from './tokens';

const filters = [
  '',
  '  ',
  'dstport = 22',
  'srcaddr in 10.0.0.0/8 and dstport in (22, 3389) and action = reject and not country in (US, DE)',
  'a = 1 or b = 2',
  '(a = 1 or b = 2) and c = 3',
  'city = "Frankfurt and \\"Main\\"" && !port=22',
  "org = 'a or b' AND x is not missing",
  'broken ( and = "never closed',
  ')(',
  'a = 1 and',
  'x & y | z',
];

test.each(filters)('The pieces of %j are the whole text', (filter) => {
  const tokens = tokenize(filter);
  expect(tokens.map(({ text }) => text).join('')).toBe(filter);
  for (const { start, text } of tokens) expect(filter.slice(start, start + text.length)).toBe(text);
});

test.each(filters)('Each condition of %j stands where it says', (filter) => {
  for (const { text, start, end } of partsOf(filter)) expect(filter.slice(start, end)).toBe(text);
});

test('Conditions are told apart at the top only, never within brackets or quotes', () => {
  const texts = (filter: string): string[] => partsOf(filter).map(({ text }) => text);
  expect(texts(filters[3]!)).toEqual([
    'srcaddr in 10.0.0.0/8',
    'dstport in (22, 3389)',
    'action = reject',
    'not country in (US, DE)',
  ]);
  expect(texts('(a = 1 and b = 2) and c = 3')).toEqual(['(a = 1 and b = 2)', 'c = 3']);
  expect(texts(filters[6]!)).toEqual(['city = "Frankfurt and \\"Main\\""', '!port=22']);
  expect(texts(filters[4]!)).toEqual(['a = 1 or b = 2']);
});

test('A filter is narrowed without a change of what it meant', () => {
  expect(narrowed('', 'dstport = 22')).toBe('dstport = 22');
  expect(narrowed('dstport = 22', 'action = reject')).toBe('dstport = 22 and action = reject');
  expect(narrowed('a = 1 or b = 2', 'c = 3')).toBe('(a = 1 or b = 2) and c = 3');
  expect(narrowed('a = 1', 'b = 2 or c = 3')).toBe('a = 1 and (b = 2 or c = 3)');
  expect(narrowed('(a = 1 or b = 2)', 'c = 3')).toBe('(a = 1 or b = 2) and c = 3');
});

test('Narrowing twice to the same is narrowing once', () => {
  expect(narrowed('dstport = 22 and action = reject', 'dstport = 22')).toBe('dstport = 22 and action = reject');
});

test('A condition is taken out, the others stay as they were written', () => {
  expect(without('a = 1 && b = 2 and c in (3, 4)', 1)).toBe('a = 1 and c in (3, 4)');
  expect(without('a = 1', 0)).toBe('');
});
