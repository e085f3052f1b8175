import { expect, it } from 'vitest';
import { formatFilter, formatFilters, hows, parseFilter, parseFilters, type AttributeFilter } from './attributes';

it('comes back as it was, whatever the value begins with', () => {
  const values = ['a', '~a', '!a', '=a', '~', 'http://x:80/', ' with blanks ', '3'];
  const filters: AttributeFilter[] = [
    ...hows.flatMap(({ how }) => (how === 'exists' ? [] : values.map((value) => ({ name: 'http.route', how, value })))),
    { name: 'x', how: 'exists', value: '' },
  ];
  for (const one of filters) expect(parseFilter(formatFilter(one))).toEqual(one);
  expect(parseFilters(formatFilters(filters))).toEqual(filters);
});

it('writes what the API reads', () => {
  expect(formatFilter({ name: 'Key', how: 'equals', value: 'a:b' })).toBe('Key:a:b');
  expect(formatFilter({ name: 'Key', how: 'equals', value: '~a' })).toBe('Key:=~a');
  expect(formatFilter({ name: 'Key', how: 'contains', value: 'x' })).toBe('Key:~x');
});

it('leaves out what is no filter', () => {
  expect(parseFilters('')).toEqual([]);
  expect(parseFilters(':x\nname')).toEqual([]);
});
