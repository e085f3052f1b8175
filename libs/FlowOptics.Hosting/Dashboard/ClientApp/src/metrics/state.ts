import { addressOf } from '../api/client';
import type { Instrument } from '../api/telemetry';
import { queryOf, type Query } from '../state/route';

export interface MetricsState {
  meter: string;
  instrument: string;
  /** How far back the chart goes. */
  minutes: number;
  view: 'chart' | 'table';
  /** The dimension that makes the lines; empty: one line. */
  by: string;
  /** What is drawn of the instrument; empty: the usual. */
  show: string;
  /** Values that a dimension is held to; a dimension that is not here is not filtered. */
  only: Readonly<Record<string, readonly string[]>>;
}

/** Minutes to look back over, from one to twelve hours. */
export const ranges: readonly { minutes: number; said: string }[] = [
  { minutes: 1, said: '1 min' },
  { minutes: 5, said: '5 min' },
  { minutes: 15, said: '15 min' },
  { minutes: 30, said: '30 min' },
  { minutes: 60, said: '1 h' },
  { minutes: 180, said: '3 h' },
  { minutes: 360, said: '6 h' },
  { minutes: 720, said: '12 h' },
];

const usual = 5;

export const parseMetrics = (query: Query): MetricsState => ({
  meter: query.meter ?? '',
  instrument: query.instrument ?? '',
  minutes: ranges.find(({ minutes }) => String(minutes) === query.duration)?.minutes ?? usual,
  view: query.view?.toLowerCase() === 'table' ? 'table' : 'chart',
  by: query.by ?? '',
  show: query.show ?? '',
  only: parseOnly(query.only ?? ''),
});

export const formatMetrics = ({ meter, instrument, minutes, view, by, show, only }: MetricsState): Query =>
  queryOf({
    meter,
    instrument,
    duration: minutes !== usual && String(minutes),
    view: view === 'table' && view,
    by,
    show,
    only: new URLSearchParams(
      Object.entries(only).flatMap(([name, values]) => values.map((value) => [name, value])),
    ).toString(),
  });

/** What the server is asked for the chart. */
export const questionOf = (resource: string, state: MetricsState): string =>
  addressOf('', {
    resource,
    meter: state.meter,
    instrument: state.instrument,
    minutes: state.minutes,
    by: state.by,
    show: state.show,
  }) + dimensionsOf(state.only);

/** A value may be empty: the series without that dimension. */
const dimensionsOf = (only: MetricsState['only']): string =>
  Object.entries(only)
    .flatMap(([name, values]) =>
      values.map((value) => `&${encodeURIComponent(`dim.${name}`)}=${encodeURIComponent(value)}`),
    )
    .join('');

/** What can be drawn of an instrument; the first is the usual one. */
export function showsOf(kind: Instrument['kind']): readonly { show: string; said: string }[] {
  switch (kind) {
    case 'histogram':
      return [
        { show: 'quantiles', said: 'p50, p90, p99' },
        { show: 'rate', said: 'Observations a second' },
        { show: 'mean', said: 'Mean' },
        { show: 'sum', said: 'Sum a second' },
      ];
    case 'counter':
      return [
        { show: 'rate', said: 'A second' },
        { show: 'delta', said: 'A step' },
        { show: 'total', said: 'Total' },
      ];
    default:
      return [];
  }
}

function parseOnly(text: string): Record<string, string[]> {
  const only: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) (only[name] ??= []).push(value);
  return only;
}
