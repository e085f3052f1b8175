import type { Meta } from '../api/types';
import type { StatusLog } from '../live/statusLog';
import { bytes, count, short } from '../text/numbers';

export interface Stage {
  title: string;
  /** The service that does it; null: none of ours (the bucket). */
  service: string | null;
  /** What passes, for each second; null while it is not known. */
  rate: number | null;
  unit: string;
  series: number[];
  /** One line below: what waits, how much there is. */
  note: string;
}

/** The way of a record, from the bucket to the page; and beside it history, which reads the bucket by itself. */
export function stages(log: StatusLog, meta: Meta | null, historyRate: number | null): Stage[] {
  const waits = (service: string, counter: string, noun: string, plural?: string): string => {
    const value = log.total(service, counter);
    return value === null ? '' : value === 0 ? 'nothing waits' : `${count(value, noun, plural)} waiting`;
  };
  const of = (service: string, counter: string): Pick<Stage, 'service' | 'rate' | 'series'> => ({
    service,
    rate: log.rate(service, counter),
    series: log.series(service, counter),
  });
  const queued = log.total('broker', 'queuedBytes');
  const viewers = log.total('web', 'viewers');
  return [
    {
      title: 'Ingestor',
      ...of('ingestor', 'flows'),
      unit: 'records/s',
      note: waits('ingestor', 'objects.pending', 'object'),
    },
    {
      title: 'Broker',
      ...of('broker', 'received'),
      unit: 'messages/s',
      note: queued === null ? '' : queued === 0 ? 'nothing waits' : `${bytes(queued)} waiting`,
    },
    {
      title: 'Enricher',
      ...of('enricher', 'records'),
      unit: 'records/s',
      note: waits('enricher', 'inFlight', 'batch', 'batches'),
    },
    {
      title: 'Page',
      ...of('web', 'messages'),
      unit: 'messages/s',
      note: viewers === null ? '' : count(viewers, 'viewer'),
    },
    {
      title: 'History',
      service: 'graphapi',
      rate: meta?.import.state === 'off' ? null : historyRate,
      series: [],
      unit: 'records/s',
      note:
        meta === null
          ? ''
          : meta.import.state === 'off'
            ? meta.athena == null
              ? 'nothing is imported'
              : 'asked of Athena'
            : `${short(meta.import.records)} records, ${count(meta.import.pendingObjects, 'object')} to go`,
    },
  ];
}
