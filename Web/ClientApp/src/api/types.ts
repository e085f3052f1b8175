// What the page reads: GraphApi's answers, whose types are made of its OpenAPI document, and the JSON of the MQTT topics, as docs/architecture.md has it.
import type { GeoPlace, Traffic, TrafficDirection } from './schema';

export type * from './schema';
export type {
  FlowAction as Action,
  GeoResponse as GeoAnswer,
  GraphResponse as GraphAnswer,
  LedgerProblem as ImportProblem,
  MetaResponse as Meta,
  QueryEvent as QueryProgress,
  QuerySource as Source,
  TrafficDirection as Direction,
} from './schema';

/**
 * Topic map/{account}/{region}: what was new since the last tick, and totals since the epoch (an Enricher's start; several Enrichers have one
 * each). `placed` is what the rows and `other` of all ticks add up to.
 */
export interface MapTick {
  epoch: string;
  sequence: number;
  time: string;
  account: string;
  region: string;
  total: Traffic & { accepted: number; rejected: number; unplaced: number; placed: number };
  places: (Omit<GeoPlace, 'account' | 'region'> & { totalFlows: number; ports?: PortFlows[] })[];
  other?: Traffic;
}

/** A service port ("443", "HP", "ICMP") and its share of a row; what is left of the row is of further ports. */
export interface PortFlows {
  port: string;
  flows: number;
}

/** Topic events/{account}/{region}: one sampled flow, in AWS's field names. */
export interface FlowEvent {
  'account-id': string;
  region: string;
  'interface-id': string;
  srcaddr: string;
  dstaddr: string;
  srcport: number;
  dstport: number;
  protocol: number;
  packets: number;
  bytes: number;
  start: number;
  end: number;
  action: string;
  geodata?: { country?: string; city?: string; lat?: number | null; lon?: number | null; isp?: string; asn?: number };
  direction: TrafficDirection;
}

/** Topic status/{service}/{instance}: a heartbeat every 5 s; "offline" is the service's last will. */
export interface ServiceStatus {
  service: string;
  instance: string;
  state: string;
  time: string;
  version?: string;
  /** Sums since the service's start. */
  counters?: Record<string, number>;
}
