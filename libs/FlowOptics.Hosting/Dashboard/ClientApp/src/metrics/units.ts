import type { Instrument } from '../api/telemetry';
import { short } from '../text/numbers';
import { duration } from '../text/times';

/** How values of what is shown are written: units are UCUM's, as OpenTelemetry has them (`s`, `By`, `{record}`, `1`). */
export type Writer = (value: number) => string;

export function writerOf(kind: Instrument['kind'], unit: string | null, show: string): Writer {
  // Observations are counted, whatever they are of.
  if (kind === 'histogram' && show === 'rate') return (value) => `${short(value)}/s`;
  const each = show === 'rate' || show === 'sum' ? '/s' : '';
  if (each === '') {
    if (unit === 's') return (value) => inTime(value, 1000);
    if (unit === 'ms') return (value) => inTime(value, 1);
  }
  if (unit === 'By') return (value) => `${bytes(value)}${each}`;
  const noun = wordOf(unit);
  return (value) => `${short(value)}${each === '' ? (noun === '' ? '' : ` ${noun}`) : each}`;
}

/** What is counted, for the axis: "{record}" → "record", "1" → "". */
export function wordOf(unit: string | null): string {
  if (unit === null || unit === '1') return '';
  return unit.replace(/^\{(.*)\}$/, '$1');
}

const inTime = (value: number, milliseconds: number): string =>
  value === 0 ? '0' : `${value < 0 ? '-' : ''}${duration(Math.abs(value) * milliseconds)}`;

function bytes(value: number): string {
  const text = short(value);
  return /[kMGT]$/.test(text) ? `${text.slice(0, -1)} ${text.slice(-1)}B` : `${text} B`;
}
