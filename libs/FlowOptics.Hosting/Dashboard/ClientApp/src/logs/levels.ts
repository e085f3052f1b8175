import type { Level } from '../api/telemetry';
import type { Look } from '../api/resources';

export const levelWords: Record<Level, string> = {
  trace: 'Trace',
  debug: 'Debug',
  information: 'Information',
  warning: 'Warning',
  error: 'Error',
  critical: 'Critical',
};

/** Only what one looks for has a mark. */
export const levelLooks: Partial<Record<Level, Look>> = { warning: 'warn', error: 'bad', critical: 'bad' };
