import type { Units } from '../state/units';
import { amount } from '../text/amounts';
import { short, whole } from '../text/numbers';
import type { Measured } from './summary';

/** The sum that the API and the rows know for a unit: bits are counted in bytes. */
export const measuredBy = (units: Units): Measured => (units.measure === 'bits' ? 'bytes' : units.measure);

/** A sum as the reader wants it: whole events, or an amount, or either for each second of the window. */
export function countText(count: number, units: Units, seconds: number): string {
  const counted = units.measure === 'flows' || units.measure === 'packets';
  if (counted && !units.rate) return whole(count);
  const value = (units.measure === 'bits' ? count * 8 : count) / (units.rate ? Math.max(1, seconds) : 1);
  return counted ? `${short(Number(value.toPrecision(3)))}/s` : amount(value, units);
}

/** "events", "bytes": what a number without its unit is of. */
export const nounOf = ({ measure, rate }: Units): string =>
  `${measure === 'flows' ? 'events' : measure}${rate ? '/s' : ''}`;
