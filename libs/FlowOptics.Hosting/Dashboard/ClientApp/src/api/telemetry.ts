import { addressOf, post } from './client';

/** What the telemetry API answers. Times are milliseconds since 1970, durations milliseconds, both with fractions. */
export interface TelemetryOverview {
  endpoint: string;
  /** Where telemetry goes instead of here; null: here. */
  elsewhere: string | null;
  resources: {
    id: string;
    name: string;
    logs: number;
    errors: number;
    warnings: number;
    spans: number;
    points: number;
  }[];
}

export type Level = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical';

export interface LogRow {
  /** Rises over all resources, by arrival. */
  n: number;
  t: number;
  resource: string;
  level: Level;
  category: string;
  message: string;
  event: string | null;
  trace: string | null;
  span: string | null;
  exception: boolean;
}

export interface LogAnswer {
  logs: LogRow[];
  matching: number;
  more: boolean;
}

export type Attributes = Readonly<Record<string, unknown>>;

export interface LogDetails extends LogRow {
  observed: number | null;
  severity: number;
  attributes: Attributes;
  resourceAttributes: Attributes;
  stack: string | null;
}

export interface ResourceShare {
  id: string;
  spans: number;
  errors: number;
}

export interface TraceRow {
  id: string;
  t: number;
  duration: number;
  name: string;
  resource: string;
  spans: number;
  errors: number;
  dropped: number;
  /** False while the root span has not come. */
  complete: boolean;
  resources: ResourceShare[];
}

export interface TraceAnswer {
  traces: TraceRow[];
  matching: number;
  more: boolean;
}

export interface SpanEvent {
  t: number;
  name: string;
  attributes: Attributes;
}

export interface SpanLink {
  trace: string;
  span: string;
  attributes: Attributes;
}

export interface Span {
  id: string;
  parent: string | null;
  name: string;
  resource: string;
  source: string;
  kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  t: number;
  duration: number;
  status: 'unset' | 'ok' | 'error';
  message: string | null;
  logs: number;
  attributes: Attributes;
  events: SpanEvent[];
  links: SpanLink[];
}

export interface Trace {
  id: string;
  t: number;
  duration: number;
  dropped: number;
  logs: number;
  resources: ResourceShare[];
  spans: Span[];
}

export interface Instrument {
  name: string;
  kind: 'counter' | 'updown' | 'gauge' | 'histogram';
  unit: string | null;
  description: string | null;
  series: number;
  dimensions: { name: string; values: string[] }[];
}

export interface MetricTree {
  resource: string;
  meters: { name: string; instruments: Instrument[] }[];
}

export interface Series {
  kind: Instrument['kind'];
  unit: string | null;
  description: string | null;
  show: string;
  from: number;
  to: number;
  step: number;
  times: number[];
  lines: { name: string; values: (number | null)[] }[];
  observations: number[] | null;
}

/** Has AppHost forget what it keeps of one resource, or of all (empty). */
export const forget = (signal: 'logs' | 'traces' | 'metrics', resource: string): Promise<void> =>
  post(addressOf('/api/telemetry/clear', { signal, resource }));
