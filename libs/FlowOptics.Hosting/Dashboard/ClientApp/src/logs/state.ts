import { addressOf } from '../api/client';
import type { Level } from '../api/telemetry';
import { formatFilter, formatFilters, parseFilters, type AttributeFilter } from '../filters/attributes';
import { queryOf, type Query } from '../state/route';

export interface LogsState {
  /** The least level; null: all. */
  level: Level | null;
  text: string;
  attributes: readonly AttributeFilter[];
  trace: string;
  span: string;
  /** The log whose details are shown, by its number. */
  selected: number | null;
}

export const levels: readonly Level[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical'];

export const parseLogs = (query: Query): LogsState => ({
  level: levels.find((level) => level === query.logLevel?.toLowerCase()) ?? null,
  text: query.text ?? '',
  attributes: parseFilters(query.attr ?? ''),
  trace: query.traceId ?? '',
  span: query.spanId ?? '',
  selected: /^\d{1,15}$/.test(query.log ?? '') ? Number(query.log) : null,
});

export const formatLogs = ({ level, text, attributes, trace, span, selected }: LogsState): Query =>
  queryOf({
    logLevel: level,
    text,
    attr: formatFilters(attributes),
    traceId: trace,
    spanId: span,
    log: selected?.toString(),
  });

const nothing: LogsState = { level: null, text: '', attributes: [], trace: '', span: '', selected: null };

/** For a link to the logs of something: all else is not filtered. */
export const logsOf = (what: Partial<LogsState>): Query => formatLogs({ ...nothing, ...what });

/** What the server is asked: the same for the answer and for its stream. */
export const questionOf = (
  resource: string,
  { level, text, attributes, trace, span }: Omit<LogsState, 'selected'>,
): string => addressOf('', { resource, level, text, attr: attributes.map(formatFilter), trace, span });

export const isFiltered = ({ level, text, attributes, trace, span }: LogsState): boolean =>
  level !== null || text !== '' || attributes.length > 0 || trace !== '' || span !== '';
