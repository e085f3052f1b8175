import { expect, test } from 'vitest';
import { timeLabels } from './axis';

const at = (text: string): number => Date.parse(text) / 1000;

test('The day stands below the first label and where a day begins', () => {
  const splits = [at('2026-11-21T18:00Z'), at('2026-11-22T00:00Z'), at('2026-11-22T06:00Z')];
  expect(timeLabels(splits, 21_600, 'utc')).toEqual(['18:00\n21 Nov', '00:00\n22 Nov', '06:00']);
});

test('Ticks that are days apart have no clock', () => {
  expect(timeLabels([at('2026-11-21T00:00Z'), at('2026-11-22T00:00Z')], 86_400, 'utc')).toEqual(['21 Nov', '22 Nov']);
});

test('Ticks that are seconds apart show them', () => {
  expect(timeLabels([at('2026-11-21T00:00:30Z')], 30, 'utc')).toEqual(['00:00:30\n21 Nov']);
});
