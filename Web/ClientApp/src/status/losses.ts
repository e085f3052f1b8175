import type { Meta } from '../api/types';
import type { StatusLog } from '../live/statusLog';

export interface Loss {
  what: string;
  /** Null: its service has not told yet. */
  value: number | null;
  since: 'start' | 'ever';
  /** Records that are gone; else it repairs itself, or is nothing to worry about. */
  isLoss: boolean;
  means: string;
}

/** All that can get lost between AWS and the page, each with what it means and what to do. */
export function losses(log: StatusLog, meta: Meta | null): Loss[] {
  const since = (service: string, counter: string): Pick<Loss, 'value' | 'since'> => ({
    value: log.total(service, counter),
    since: 'start',
  });
  return [
    {
      what: 'Intervals that AWS skipped (SKIPDATA), live',
      ...since('ingestor', 'skipData'),
      isLoss: true,
      means: 'AWS had no capacity to log them; what they held is in no record.',
    },
    {
      what: 'Intervals that AWS skipped (SKIPDATA), in history',
      value: meta?.import.skipData ?? null,
      since: 'ever',
      isLoss: true,
      means: 'Counts of these intervals are too low, here and at AWS.',
    },
    {
      what: 'Records not readable, live',
      ...since('ingestor', 'rejected'),
      isLoss: true,
      means: 'Their fields are not what the format says; the objects are listed below.',
    },
    {
      what: 'Records not readable, in history',
      value: meta?.import.rejected ?? null,
      since: 'ever',
      isLoss: true,
      means: 'Left out of all answers; the objects are listed below with the reason.',
    },
    {
      what: 'Batches not decodable',
      ...since('enricher', 'undecodable'),
      isLoss: true,
      means: 'Left out of the live window; history has their records. The Enricher’s log says why.',
    },
    {
      what: 'Messages dropped by the broker',
      ...since('broker', 'dropped'),
      isLoss: false,
      means:
        'Somebody listened too slowly. The map takes its counts anew every 30 s; records are kept until they are taken.',
    },
    {
      what: 'Live updates dropped by the Enricher',
      ...since('enricher', 'liveDropped'),
      isLoss: false,
      means: 'It had no connection. The map takes its counts anew, so nothing is missing in the end.',
    },
    {
      what: 'Records left out of the map',
      ...since('enricher', 'mapUncounted'),
      isLoss: false,
      means: 'More accounts and regions than the live map keeps; history has them.',
    },
    {
      what: 'Intervals without traffic (NODATA), in history',
      value: meta?.import.noData ?? null,
      since: 'ever',
      isLoss: false,
      means: 'Nothing happened at an interface: no loss.',
    },
  ];
}
