import { addressOf } from '../api/client';
import { formatFilter, formatFilters, parseFilters, type AttributeFilter } from '../filters/attributes';
import { queryOf, type Query } from '../state/route';

export interface TracesState {
  text: string;
  errors: boolean;
  /** Milliseconds that a trace lasts at least; 0: any. */
  min: number;
  attributes: readonly AttributeFilter[];
}

export const parseTraces = (query: Query): TracesState => ({
  text: query.text ?? '',
  errors: query.errors === 'yes',
  min: positive(query.min),
  attributes: parseFilters(query.attr ?? ''),
});

export const formatTraces = ({ text, errors, min, attributes }: TracesState): Query =>
  queryOf({ text, errors: errors && 'yes', min: min > 0 && String(min), attr: formatFilters(attributes) });

export const questionOf = (resource: string, { text, errors, min, attributes }: TracesState): string =>
  addressOf('', { resource, text, errors, min: min || null, attr: attributes.map(formatFilter) });

export const isFiltered = ({ text, errors, min, attributes }: TracesState): boolean =>
  text !== '' || errors || min > 0 || attributes.length > 0;

export interface TraceState {
  /** The span whose details are shown; empty: none. */
  span: string;
  /** Only spans that contain this, and what they are part of. */
  filter: string;
}

export const parseTrace = (query: Query): TraceState => ({ span: query.spanId ?? '', filter: query.filter ?? '' });

export const formatTrace = ({ span, filter }: TraceState): Query => queryOf({ spanId: span, filter });

/** For a link to a trace, and to one of its spans where one is meant. */
export const traceAt = (span: string | null): Query => formatTrace({ span: span ?? '', filter: '' });

function positive(text: string | undefined): number {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : 0;
}
