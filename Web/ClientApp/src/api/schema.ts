// Made by `npm run types` from GraphApi/openapi.json. Do not edit.

export type AddressKind =
  'public' | 'private' | 'sharedNat' | 'linkLocal' | 'loopback' | 'multicast' | 'documentation' | 'reserved';

export interface AttackTechnique {
  id: string;
  name: string;
  url: string | null;
}

export interface AwsRegion {
  code: string;
  name: string;
  country: string;
  city: string;
  latitude: number;
  longitude: number;
}

export interface CompleteFault {
  detail: string;
  position: number;
  length: number;
  expected: string[];
}

export interface CompleteResponse {
  position: number;
  length: number;
  suggestions: CompleteSuggestion[];
  expected: string[];
  fault: CompleteFault | null;
}

export interface CompleteSuggestion {
  text: string;
  kind: FilterSuggestionKind;
}

export interface Deduplication {
  links: number;
  traffic: Traffic;
}

export interface Example {
  account: string;
  mode: GraphMode;
  days: number;
  ips: string[];
  title: string;
}

export type FilterSuggestionKind = 'field' | 'operator' | 'value' | 'set' | 'keyword';

export interface Finding {
  id: string;
  kind: FindingKind;
  severity: FindingSeverity;
  score: number;
  account: string;
  region: string | null;
  subject: string;
  title: string;
  first: string;
  last: string;
  traffic: Traffic;
  facts: Record<string, number>;
  technique: AttackTechnique | null;
  isNew: boolean;
  group: string;
  evidence: FindingEvidence;
  others: FindingOthers | null;
}

export interface FindingEvidence {
  endpoint: string;
  source: string;
  account: string;
  region: string | null;
  from: string | null;
  to: string | null;
  filter: string;
  query: string | null;
}

export type FindingKind =
  | 'portScan'
  | 'hostSweep'
  | 'bruteForce'
  | 'firstContact'
  | 'volumeOut'
  | 'rejectsBegan'
  | 'recordsLost'
  | 'internetScan';

export interface FindingOthers {
  findings: number;
  traffic: Traffic;
}

export type FindingSeverity = 'info' | 'low' | 'medium' | 'high';

export interface FindingsResponse {
  source: QuerySource;
  from: string;
  to: string;
  findings: Finding[];
  totalGroups: number;
  total: number;
  omitted: number;
  pendingDays: number;
  plan: QueryPlan;
}

export type FlowAction = 'none' | 'accept' | 'reject';

export interface FlowsResponse {
  source: QuerySource;
  from: string;
  to: string;
  columns: string[];
  rows: (number | string | null)[][];
  next: string | null;
  plan: QueryPlan;
}

export type GeoDetail = 'city' | 'country';

export interface GeoPlace {
  account: string;
  region: string;
  country: string;
  city: string;
  latitude: number | null;
  longitude: number | null;
  direction: TrafficDirection;
  action: FlowAction;
  flows: number;
  packets: number;
  bytes: number;
}

export interface GeoResponse {
  source: QuerySource;
  by: GeoDetail;
  from: string;
  to: string;
  places: GeoPlace[];
  totalPlaces: number;
  rest: Traffic | null;
  accepted: Traffic;
  rejected: Traffic;
  other: Traffic;
  unplaced: Traffic;
  deduplicated: boolean;
  plan: QueryPlan | null;
}

export type GraphGroup = 'ip' | 'subnet' | 'eni' | 'instance' | 'vpc' | 'tag' | 'country' | 'asn' | 'service';

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
  change: LinkChange | null;
  before: TrafficByAction | null;
}

export type GraphMode = 'all' | 'correlate' | 'inspect' | 'rejects';

export interface GraphNode {
  id: string;
  kind: AddressKind;
  country: string | null;
  city: string | null;
  asn: number | null;
  organization: string | null;
  awsService: string | null;
  awsRegion: string | null;
  interfaceId: string | null;
  account: string | null;
  region: string | null;
  sent: Traffic;
  received: Traffic;
  group: GraphGroup;
  addresses: number;
  vpcId: string | null;
  subnetId: string | null;
  instanceId: string | null;
  tags: Record<string, string> | null;
  first: string | null;
  last: string | null;
}

export interface GraphResponse {
  source: QuerySource;
  mode: GraphMode;
  label: PortLabel;
  from: string;
  to: string;
  nodes: GraphNode[];
  links: GraphLink[];
  totalLinks: number;
  accepted: Traffic;
  rejected: Traffic;
  other: Traffic;
  group: GraphGroup;
  order: TrafficMeasure;
  rest: TrafficByAction;
  deduplicated: Deduplication | null;
  compared: GraphWindow | null;
  gone: GraphLink[] | null;
  totalGone: number | null;
  plan: QueryPlan | null;
}

export interface GraphWindow {
  from: string;
  to: string;
}

export type ImportState = 'off' | 'idle' | 'importing';

export interface LedgerProblem {
  key: string;
  reason: string;
  time: string;
}

export type LinkChange = 'same' | 'new' | 'gone' | 'changed';

export interface MetaAccount {
  account: string;
  regions: string[];
  flows: number;
}

export interface MetaAthena {
  database: string;
  table: string;
  workGroup: string;
  scanLimitBytes: number | null;
  dollarsPerTerabyte: number;
}

export interface MetaGeo {
  builtAt: string;
}

export interface MetaImport {
  state: ImportState;
  objects: number;
  pendingObjects: number;
  records: number;
  noData: number;
  skipData: number;
  rejected: number;
  problems: LedgerProblem[];
}

export interface MetaLimits {
  timeoutSeconds: number;
  maxDays: number;
  concurrent: number;
  waiting: number;
  downloadSeconds: number;
  downloadRecords: number;
}

export interface MetaLive {
  from: string;
  flows: number;
  packets: number;
  bytes: number;
  newestArrival: string | null;
  rebuilding: boolean;
}

export interface MetaResponse {
  demo: boolean;
  now: string;
  span: MetaSpan | null;
  newest: string | null;
  accounts: MetaAccount[];
  awsRegions: AwsRegion[];
  examples: Example[];
  import: MetaImport;
  live: MetaLive;
  geo: MetaGeo;
  newestRecordAgeSeconds: number | null;
  fields: string[];
  sources: MetaSources;
  sets: MetaSets;
  limits: MetaLimits;
  retention: MetaRetention;
  athena: MetaAthena | null;
}

export interface MetaRetention {
  days: number | null;
  maxBytes: number | null;
  fileBytes: number;
  wholeSince: string | null;
  expiredObjects: number;
}

export interface MetaSets {
  names: string[];
  problem: string | null;
}

export interface MetaSources {
  history: StoreAbilities;
  live: StoreAbilities;
}

export interface MetaSpan {
  from: string;
  to: string;
}

export type PortLabel = 'service' | 'source';

export interface Problem {
  /** The status's section in RFC 9110. */
  type: string;
  /** What kind of problem it is. */
  title: string;
  /** The HTTP status. */
  status: number;
  /** The cause and the mend, one or two sentences. */
  detail: string;
  /** Of the request, where it is traced. */
  traceId?: string;
  /** Of a wrong filter: the character at which it is wrong, from 0. */
  position?: number;
  /** Of a wrong filter: how many characters are wrong. */
  length?: number;
  /** Of a wrong filter: what could stand there. */
  expected?: string[];
  /** When the same question may be answered; without it, ask for less. */
  retryAfterSeconds?: number;
}

export interface QueryEvent {
  state: string;
  percent: number | null;
  rowsRead: number | null;
  rowsToRead: number | null;
  bytesScanned: number | null;
  estimatedCost: number | null;
  elapsedMs: number;
}

export interface QueryPlan {
  tables: string[];
  rowsRead: number;
  elapsedMs: number;
  bytesScanned: number | null;
  estimatedCost: number | null;
}

export type QuerySource = 'history' | 'live';

export interface SankeyLink {
  source: number;
  target: number;
  traffic: TrafficByAction;
}

export interface SankeyNode {
  level: number;
  value: string | null;
  others: number;
  traffic: TrafficByAction;
}

export interface SankeyResponse {
  source: QuerySource;
  by: string[];
  measure: TrafficMeasure;
  from: string;
  to: string;
  nodes: SankeyNode[];
  links: SankeyLink[];
  total: TrafficByAction;
  deduplicated: boolean;
  plan: QueryPlan;
}

export interface StoreAbilities {
  filterFields: string[];
  dimensions: string[];
  groups: GraphGroup[];
  anyText: boolean;
  records: boolean;
  bucketSeconds: number;
  ports: string | null;
}

export interface TimeseriesGroup {
  values: (string | null)[];
  traffic: TrafficByAction;
  flows: number[];
  packets: number[];
  bytes: number[];
}

export interface TimeseriesResponse {
  source: QuerySource;
  by: string[];
  measure: TrafficMeasure;
  bucketSeconds: number;
  from: string;
  to: string;
  buckets: number[];
  series: TimeseriesGroup[];
  totalGroups: number;
  rest: TimeseriesGroup | null;
  total: TrafficByAction;
  deduplicated: boolean;
  plan: QueryPlan;
}

export interface TopGroup {
  values: (string | null)[];
  traffic: TrafficByAction;
  p95: number;
  max: number;
}

export interface TopResponse {
  source: QuerySource;
  by: string[];
  measure: TrafficMeasure;
  bucketSeconds: number;
  from: string;
  to: string;
  groups: TopGroup[];
  totalGroups: number;
  rest: TopGroup | null;
  total: TrafficByAction;
  deduplicated: boolean;
  plan: QueryPlan;
}

export interface Traffic {
  flows: number;
  packets: number;
  bytes: number;
}

export interface TrafficByAction {
  accepted: Traffic;
  rejected: Traffic;
  other: Traffic;
  total: Traffic;
}

export type TrafficDirection = 'inbound' | 'outbound' | 'internal' | 'through';

export type TrafficMeasure = 'bytes' | 'packets' | 'flows';
