import { expect, it } from 'vitest';
import { scanned } from './cost';

it('says what was scanned and what it costs', () => {
  expect(scanned(1_200_000_000, 0.0056)).toBe('1.20 GB scanned, about $0.0056');
  expect(scanned(20_000, 0.0000477)).toBe('20.0 kB scanned, about $0.000048');
  expect(scanned(3e11, 13.644)).toBe('300 GB scanned, about $13.64');
  expect(scanned(0, 0)).toBe('0 B scanned, about $0');
});

it('says nothing of stores that cost nothing', () => {
  expect(scanned(null, null)).toBe('');
  expect(scanned(undefined, undefined)).toBe('');
});
