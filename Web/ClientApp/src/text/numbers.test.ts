import { expect, test } from 'vitest';
import { bytes, count, share, short, tick, whole } from './numbers';

test('Whole numbers are grouped', () => expect(whole(1234567)).toBe('1,234,567'));

test.each([
  [0, '0'],
  [999, '999'],
  [1234, '1.23k'],
  [18_400_000, '18.4M'],
  [999_940, '1.00M'],
  [2.1e9, '2.10G'],
])('%d is short as %s', (value, text) => expect(short(value)).toBe(text));

test('A short number never has more than five characters, whatever its size', () => {
  for (let value = 1; value < 1e14; value = Math.ceil(value * 1.37)) expect(short(value).length).toBeLessThanOrEqual(5);
});

test('Bytes come in decimal units', () => {
  expect(bytes(999)).toBe('999 B');
  expect(bytes(1500)).toBe('1.50 kB');
  expect(bytes(3_200_000_000)).toBe('3.20 GB');
});

test('One object is no objects', () => {
  expect(count(1, 'object')).toBe('1 object');
  expect(count(2, 'object')).toBe('2 objects');
});

test('A small share is not called nothing', () => {
  expect(share(1, 100_000)).toBe('<0.1 %');
  expect(share(0, 10)).toBe('0 %');
  expect(share(1, 0)).toBe('–');
});

test('Scales have round numbers', () => {
  expect([1, 500, 5000, 20_000, 100_000, 47_239, 1_500_000].map(tick)).toEqual([
    '1',
    '500',
    '5k',
    '20k',
    '100k',
    '47.2k',
    '1.5M',
  ]);
});
