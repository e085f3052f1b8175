import { expect, test } from 'vitest';
import { ago, clock, dateTime, duration } from './times';

test('UTC is UTC wherever the reader is', () => {
  expect(dateTime('2026-11-22T00:20:11Z', 'utc')).toBe('22 Nov 00:20:11');
  expect(clock('2026-11-22T23:59:01.9Z', 'utc')).toBe('23:59:01');
});

test('A time that is none is a dash, not "Invalid Date"', () => expect(dateTime('', 'utc')).toBe('–'));

test('Durations are said as a person would', () => {
  expect(duration(420)).toBe('0.4 s');
  expect(duration(59_000)).toBe('59 s');
  expect(duration(3_900_000)).toBe('1 h 5 min');
  expect(duration(4 * 86_400_000)).toBe('4 days');
});

test('Ages are rounded down to whole seconds', () => {
  expect(ago(400)).toBe('now');
  expect(ago(4900)).toBe('4 s ago');
  expect(ago(-5000)).toBe('now');
  expect(ago(7_200_000)).toBe('2 h ago');
});
