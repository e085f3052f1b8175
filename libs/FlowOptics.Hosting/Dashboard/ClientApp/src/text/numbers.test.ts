import { expect, it } from 'vitest';
import { count, short } from './numbers';

it('keeps three digits', () => {
  const said: [number, string][] = [
    [0, '0'],
    [0.01234, '0.0123'],
    [999, '999'],
    [999.9, '1k'],
    [1234, '1.23k'],
    [999_950, '1M'],
    [-18_440_000, '-18.4M'],
  ];
  for (const [value, text] of said) expect(short(value)).toBe(text);
});

it('counts with its noun', () => {
  expect(count(1, 'span')).toBe('1 span');
  expect(count(10_000, 'span')).toBe('10,000 spans');
});
