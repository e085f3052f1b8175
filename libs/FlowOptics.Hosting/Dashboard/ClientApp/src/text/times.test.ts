import { expect, it } from 'vitest';
import { clock, dateTime, duration, started } from './times';

const noon = Date.UTC(2026, 10, 22, 12, 4, 31, 250);

it('writes times with milliseconds', () => {
  expect(clock(noon, 'utc')).toBe('12:04:31.250');
  expect(dateTime(noon, 'utc')).toBe('2026-11-22 12:04:31.250');
});

it('names the day of what did not start today', () => {
  expect(started(noon, 'utc', noon + 60_000)).toBe('12:04:31');
  expect(started(noon, 'utc', noon + 86_400_000)).toBe('2026-11-22 12:04');
});

it('writes durations with three digits', () => {
  const said: [number, string][] = [
    [0, '0 µs'],
    [0.0123, '12.3 µs'],
    [0.9999, '1 ms'],
    [1.254, '1.25 ms'],
    [999.7, '1 s'],
    [59_960, '1 min'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h'],
    [3_660_000, '1 h 1 min'],
  ];
  for (const [milliseconds, text] of said) expect(duration(milliseconds)).toBe(text);
});
