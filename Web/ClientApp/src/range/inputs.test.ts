import { expect, test } from 'vitest';
import { between, fromZoneInput, sameRange, spanText, toZoneInput } from './inputs';

const at = (text: string): number => Date.parse(text);

test.each(['utc', 'local'] as const)('What stands in a field is read back as the same time (%s)', (zone) => {
  for (let time = at('2026-01-01T00:00:07Z'); time < at('2027-01-01T00:00:00Z'); time += 11 * 3_600_000)
    expect(fromZoneInput(toZoneInput(time, zone), zone)).toBe(time);
});

test('UTC is UTC wherever the reader is', () => {
  expect(toZoneInput(at('2026-11-22T09:55:12Z'), 'utc')).toBe('2026-11-22T09:55:12');
  expect(fromZoneInput('2026-11-22T09:55', 'utc')).toBe(at('2026-11-22T09:55:00Z'));
  expect(fromZoneInput('', 'utc')).toBeNull();
  expect(fromZoneInput('tomorrow', 'local')).toBeNull();
});

test('A brushed range has whole seconds, and at least one', () => {
  expect(between(1500, 2500)).toEqual({ kind: 'between', from: '1970-01-01T00:00:01Z', to: '1970-01-01T00:00:03Z' });
  expect(between(1000, 1000)).toEqual({ kind: 'between', from: '1970-01-01T00:00:01Z', to: '1970-01-01T00:00:02Z' });
});

test('A day is said once, seconds where they matter', () => {
  expect(spanText(at('2026-11-21T10:00:00Z'), at('2026-11-22T10:00:00Z'), 'utc')).toBe('21 Nov 10:00 – 22 Nov 10:00');
  expect(spanText(at('2026-11-22T08:00:00Z'), at('2026-11-22T10:00:00Z'), 'utc')).toBe('22 Nov 08:00 – 10:00');
  expect(spanText(at('2026-11-22T08:00:05Z'), at('2026-11-22T10:00:00Z'), 'utc')).toBe('22 Nov 08:00:05 – 10:00:00');
});

test('Ranges are the same when they ask the same', () => {
  expect(sameRange({ kind: 'last', minutes: 60 }, { kind: 'last', minutes: 60 })).toBe(true);
  expect(sameRange({ kind: 'last', minutes: 60 }, { kind: 'last', minutes: 30 })).toBe(false);
  expect(sameRange({ kind: 'live' }, { kind: 'days', days: 0 })).toBe(false);
});
