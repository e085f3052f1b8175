import { positive, type Put } from '../state/query';
import { columnsOfTop, type TopColumn } from './topRows';

/** What the explore view keeps in the address, beside what all views share. */
export interface ExploreState {
  /** What the series are stacked by; '' is one series. */
  by: string;
  series: number;
  /** Seconds; null: what can be read well. */
  bucket: number | null;
  /** Series that are switched off, by their keys. */
  hide: readonly string[];
  /** The numbers of the chart as a table. */
  table: boolean;
  /** One or two dimensions of the top table. */
  top: readonly string[];
  rows: number;
  order: TopColumn;
  ascending: boolean;
  /** Two to four dimensions of the sankey, from left to right. */
  sankey: readonly string[];
  /** Columns of the records; null: the usual ones. */
  columns: readonly string[] | null;
}

export const initial: ExploreState = {
  by: 'service-port',
  series: 10,
  bucket: null,
  hide: [],
  table: false,
  top: ['srcaddr'],
  rows: 20,
  order: 'total',
  ascending: false,
  sankey: ['srcaddr', 'service-port', 'dstaddr'],
  columns: null,
};

export function parse(query: URLSearchParams): ExploreState {
  const top = words(query.get('top'), 1, 2);
  const sankey = words(query.get('sankey'), 2, 4);
  const order = query.get('order') ?? '';
  return {
    by: query.get('by') === 'none' ? '' : (query.get('by') ?? initial.by),
    series: Math.min(50, positive(query.get('series')) ?? initial.series),
    bucket: positive(query.get('bucket')),
    hide: query.get('hide')?.split('|') ?? [],
    table: query.get('table') === '1',
    top: top ?? initial.top,
    rows: Math.min(100, positive(query.get('rows')) ?? initial.rows),
    order: columnsOfTop.find((one) => one === order.replace(/^-/, '')) ?? initial.order,
    ascending: order.startsWith('-'),
    sankey: sankey ?? initial.sankey,
    columns: words(query.get('columns'), 1, 200),
  };
}

export function format(state: ExploreState, put: Put): void {
  put('by', state.by === '' ? 'none' : state.by, initial.by);
  put('series', String(state.series), String(initial.series));
  put('bucket', state.bucket === null ? null : String(state.bucket));
  put('hide', state.hide.length > 0 ? state.hide.join('|') : null);
  put('table', state.table ? '1' : null);
  put('top', state.top.join(','), initial.top.join(','));
  put('rows', String(state.rows), String(initial.rows));
  put('order', `${state.ascending ? '-' : ''}${state.order}`, initial.order);
  put('sankey', state.sankey.join(','), initial.sankey.join(','));
  put('columns', state.columns?.join(',') ?? null);
}

/** A list with commas, each word once, if there are as many as there may be. */
function words(text: string | null, least: number, most: number): string[] | null {
  const list = [...new Set((text ?? '').split(',').filter(Boolean))];
  return list.length >= least && list.length <= most ? list : null;
}
