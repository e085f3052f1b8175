import { narrowed } from '../filter/compose';
import type { Span } from '../play/timeline';
import type { Range } from '../state/range';
import { rangeTimes } from '../state/range';
import type { Counting, MapState } from './state';

/** What all of the map's questions are about. */
export interface Scope {
  account: string | null;
  region: string | null;
  filter: string;
  live: boolean;
  /** When `last` and `days` ranges were opened they became this, so that all questions are about the same records. Null: live. */
  span: Span | null;
}

export function scopeOf(
  state: { account: string | null; region: string | null; filter: string },
  range: Range,
  now: number,
): Scope {
  const { account, region, filter } = state;
  return { account, region, filter, live: range.kind === 'live', span: rangeTimes(range, now) };
}

/** Parameters of a question about a scope, or about a window of its range. */
export function parametersOf(scope: Scope, window: Span | null = null): URLSearchParams {
  const query = new URLSearchParams({ source: scope.live ? 'live' : 'history' });
  if (scope.account !== null) query.set('account', scope.account);
  if (scope.region !== null) query.set('region', scope.region);
  if (scope.filter !== '') query.set('filter', scope.filter);
  const span = window ?? scope.span;
  if (span !== null) {
    query.set('from', new Date(span.from).toISOString());
    query.set('to', new Date(span.to).toISOString());
  }
  return query;
}

/** The map shows what has a public end; its buttons narrow that. A flow between two public ends is placed at its source, as an inbound one is. */
export function onMap(filter: string, { direction, action }: Pick<MapState, 'direction' | 'action'>): string {
  const ways = {
    all: 'direction != internal',
    inbound: 'direction in (inbound, through)',
    outbound: 'direction = outbound',
  };
  const shown = narrowed(filter, ways[direction]);
  return action === 'all' ? shown : narrowed(shown, `action = ${action}`);
}

const minute = 60_000;

/**
 * The live window's records that began lately, for questions that ticks cannot answer: the service knows when a record began, the page alone
 * when it arrived. Null: all of the window.
 */
export function recentSpan(counting: Counting, opened: number, now: number): Span | null {
  // The window goes by the services' clock, which may be a little ahead.
  const to = now + 60 * minute;
  switch (counting) {
    case 'window':
    case 'fade':
      return null;
    case 'load':
      return { from: opened, to };
    default:
      return { from: now - Number.parseInt(counting, 10) * minute, to };
  }
}

/** The question for the largest groups of what the map shows now. */
export function topUrl(
  asked: { scope: Scope; window: Span | null; counting: Counting; opened: number },
  by: string,
  measure: 'flows' | 'packets' | 'bytes',
  filter: Pick<MapState, 'direction' | 'action'>,
  condition: string,
  limit: number,
): string {
  const query = partOf(asked, filter, condition);
  query.set('by', by);
  query.set('measure', measure);
  query.set('limit', String(limit));
  return `/api/v1/top?${query.toString()}`;
}

/** The question for how what the map shows went over time, by action. */
export function trendUrl(
  asked: { scope: Scope; window: Span | null; counting: Counting; opened: number },
  measure: 'flows' | 'packets' | 'bytes',
  filter: Pick<MapState, 'direction' | 'action'>,
  condition: string,
): string {
  const query = partOf(asked, filter, condition);
  query.set('by', 'action');
  query.set('measure', measure);
  if (asked.scope.live) query.set('bucket', '60');
  return `/api/v1/timeseries?${query.toString()}`;
}

function partOf(
  { scope, window, counting, opened }: { scope: Scope; window: Span | null; counting: Counting; opened: number },
  filter: Pick<MapState, 'direction' | 'action'>,
  condition: string,
): URLSearchParams {
  const span = scope.live ? recentSpan(counting, opened, Date.now()) : window;
  return parametersOf({ ...scope, filter: narrowed(onMap(scope.filter, filter), condition) }, span);
}
