// The JSON of GraphApi (/openapi/v1.json) and of the MQTT topics, as docs/architecture.md has them.

export interface Traffic {
  flows: number;
  packets: number;
  bytes: number;
}

export type GraphMode = 'all' | 'correlate' | 'inspect' | 'rejects';
export type PortLabel = 'service' | 'source';
export type Source = 'live' | 'history';
export type Direction = 'inbound' | 'outbound' | 'internal' | 'through';
export type Action = 'accept' | 'reject' | 'none';

export interface GraphNode {
  id: string;
  kind: string;
  country: string | null;
  city: string | null;
  asn: number | null;
  organization: string | null;
  interfaceId: string | null;
  account: string | null;
  region: string | null;
  sent: Traffic;
  received: Traffic;
}

export interface GraphLink {
  source: string;
  target: string;
  label: string;
  service: string | null;
  protocols: number[];
  accepted: Traffic;
  rejected: Traffic;
  other: Traffic;
  first: string;
  last: string;
}

export interface GraphAnswer {
  from: string;
  to: string;
  nodes: GraphNode[];
  links: GraphLink[];
  totalLinks: number;
  accepted: Traffic;
  rejected: Traffic;
  other: Traffic;
  source: Source;
  mode: GraphMode;
  label: PortLabel;
}

export interface GeoPlace extends Traffic {
  account: string;
  region: string;
  country: string;
  city: string;
  latitude: number | null;
  longitude: number | null;
  direction: Direction;
  action: Action;
}

export interface GeoAnswer {
  from: string;
  to: string;
  places: GeoPlace[];
  accepted: Traffic;
  rejected: Traffic;
  other: Traffic;
  unplaced: Traffic;
  source: Source;
}

export interface AwsRegion {
  code: string;
  name: string;
  city: string;
  latitude: number;
  longitude: number;
}

export interface Example {
  account: string | null;
  mode: GraphMode;
  days: number;
  ips: string[];
  title: string;
}

export interface ImportProblem {
  key: string;
  reason: string;
  time: string;
}

export interface Meta {
  demo: boolean;
  now: string;
  span: { from: string; to: string } | null;
  newest: string | null;
  accounts: { account: string; regions: string[]; flows: number }[];
  awsRegions: AwsRegion[];
  examples: Example[];
  import: {
    state: 'idle' | 'importing';
    objects: number;
    pendingObjects: number;
    records: number;
    noData: number;
    skipData: number;
    rejected: number;
    problems: ImportProblem[];
  } | null;
  live: { from: string; flows: number; packets: number; bytes: number; newestArrival: string | null } | null;
  geo: { builtAt: string | null } | null;
}

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
  direction: Direction;
}

/** Topic status/{service}/{instance}: a heartbeat every 5 s; "offline" is the service's last will. */
export interface ServiceStatus {
  service: string;
  instance: string;
  state: string;
  time: string;
  version?: string;
}

export interface QueryProgress {
  state: string;
  bytesScanned: number;
  elapsedMs: number;
}
