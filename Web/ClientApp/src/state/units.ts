/** What is counted, and whether as a sum over the window or for each second of it. */
export interface Units {
  measure: Measure;
  rate: boolean;
}

export type Measure = 'bits' | 'bytes' | 'packets' | 'flows';

export const measures: readonly Measure[] = ['bits', 'bytes', 'packets', 'flows'];

/** "bits/s" is a rate, "bytes" a sum; anything else is null. */
export function parseUnits(text: string | null): Units | null {
  const [name, per] = (text ?? '').split('/');
  const measure = measures.find((one) => one === name);
  if (measure === undefined || (per !== undefined && per !== 's')) return null;
  return { measure, rate: per === 's' };
}

export const formatUnits = (units: Units | null): string | null =>
  units === null ? null : `${units.measure}${units.rate ? '/s' : ''}`;
