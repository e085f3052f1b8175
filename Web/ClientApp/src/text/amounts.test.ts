import { expect, test } from 'vitest';
import { amountOf, trafficAmount } from './amounts';

const traffic = { flows: 4200, packets: 31_000, bytes: 1_500_000 };

test.each([
  ['bytes', false, '1.50 MB'],
  ['bits', true, '1.20 Mbit/s'],
  ['flows', false, '4.20k flows'],
  ['packets', true, '3.10k packets/s'],
] as const)('%s, as a rate: %s', (measure, rate, text) => {
  expect(trafficAmount(traffic, { measure, rate }, 10)).toBe(text);
});

test('A window without width does not divide by nothing', () => {
  expect(amountOf(traffic, { measure: 'flows', rate: true }, 0)).toBe(4200);
});

test('Small amounts have no prefix', () => {
  expect(trafficAmount({ flows: 1, packets: 1, bytes: 40 }, { measure: 'bits', rate: false }, 1)).toBe('320 bit');
  expect(trafficAmount({ flows: 1, packets: 1, bytes: 40 }, { measure: 'bytes', rate: false }, 1)).toBe('40 B');
});
