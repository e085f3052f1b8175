import type { Traffic } from '../api/types';
import type { Measure, Units } from '../state/units';
import { bytes, short } from './numbers';

/** The measure that GraphApi's parameters know; bits are bytes to it. */
export const apiMeasure = (measure: Measure): 'bytes' | 'packets' | 'flows' => (measure === 'bits' ? 'bytes' : measure);

/** What a drawing scales by, in the chosen units. `seconds` is the window's width, for rates. */
export function amountOf(traffic: Traffic, units: Units, seconds: number): number {
  const sum = units.measure === 'bits' ? traffic.bytes * 8 : traffic[units.measure];
  return units.rate ? sum / Math.max(1, seconds) : sum;
}

/** An amount as text: "1.50 MB", "12.0 Mbit/s", "4.20k flows", "3.10k packets/s". */
export function amount(value: number, units: Units): string {
  return `${plainAmount(value, units)}${units.rate ? '/s' : ''}`;
}

export const trafficAmount = (traffic: Traffic, units: Units, seconds: number): string =>
  amount(amountOf(traffic, units, seconds), units);

/** For a column's title, or an axis: "Mbit/s" has its prefix in each number, so it says "bit/s". */
export const unitsTitle = ({ measure, rate }: Units): string =>
  `${measure === 'bits' ? 'bit' : measure}${rate ? '/s' : ''}`;

function plainAmount(value: number, { measure }: Units): string {
  switch (measure) {
    case 'bytes':
      return bytes(value);
    case 'bits': {
      const text = short(value);
      return /[kMGT]$/.test(text) ? `${text.slice(0, -1)} ${text.slice(-1)}bit` : `${text} bit`;
    }
    case 'packets':
    case 'flows':
      return `${short(value)} ${measure}`;
  }
}
