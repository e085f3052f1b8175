import { bytes } from './numbers';

/** "1.2 GB scanned, about $0.006": what Athena charges for; empty where the store does not say, or has not looked yet. */
export function scanned(bytesScanned: number | null | undefined, cost: number | null | undefined): string {
  if (bytesScanned === null || bytesScanned === undefined) return '';
  const read = `${bytes(bytesScanned)} scanned`;
  return cost === null || cost === undefined ? read : `${read}, about ${dollars(cost)}`;
}

/** Two digits that say something: the least statement costs some thousandth of a cent. */
const dollars = (cost: number): string =>
  cost === 0
    ? '$0'
    : `$${cost >= 1 ? cost.toFixed(2) : Number(cost.toPrecision(2)).toFixed(Math.min(8, Math.ceil(-Math.log10(cost)) + 1))}`;
