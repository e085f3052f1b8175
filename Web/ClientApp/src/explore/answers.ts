import type { Source, Traffic } from '../api/types';

// The answers of /timeseries, /top, /sankey and /flows, as /openapi/v1.json has them.

export interface TrafficByAction {
  accepted: Traffic;
  rejected: Traffic;
  other: Traffic;
  total: Traffic;
}

export interface Plan {
  tables: string[];
  rowsRead: number;
  elapsedMs: number;
}

interface Sums {
  source: Source;
  by: string[];
  measure: 'bytes' | 'packets' | 'flows';
  from: string;
  to: string;
  total: TrafficByAction;
  plan: Plan;
}

/** One series: its group's values (null: the records that have none), and a sum for each bucket. */
export interface SeriesGroup {
  values: (string | null)[];
  traffic: TrafficByAction;
  flows: number[];
  packets: number[];
  bytes: number[];
}

export interface TimeseriesAnswer extends Sums {
  bucketSeconds: number;
  /** Each bucket's begin, Unix seconds. The first and the last may be only partly in the range. */
  buckets: number[];
  series: SeriesGroup[];
  totalGroups: number;
  rest: SeriesGroup | null;
}

export interface TopGroup {
  values: (string | null)[];
  traffic: TrafficByAction;
  p95: number;
  max: number;
}

export interface TopAnswer extends Sums {
  bucketSeconds: number;
  groups: TopGroup[];
  totalGroups: number;
  rest: TopGroup | null;
}

export interface SankeyNode {
  level: number;
  /** Null: records that have no value, or where `others` is above 0 all values beyond the largest. */
  value: string | null;
  others: number;
  traffic: TrafficByAction;
}

export interface SankeyLink {
  source: number;
  target: number;
  traffic: TrafficByAction;
}

export interface SankeyAnswer extends Sums {
  nodes: SankeyNode[];
  links: SankeyLink[];
}

export type Cell = string | number | null;

export interface FlowsAnswer {
  source: Source;
  from: string;
  to: string;
  columns: string[];
  rows: Cell[][];
  next: string | null;
  plan: Plan;
}
