import type { GraphLink, GraphNode, Traffic } from '../api/types';
import type { Shown } from './scene/shown';

// Made links and nodes for tests; no part of the page.

const traffic = (flows: number): Traffic => ({ flows, packets: flows, bytes: 100 * flows });

export const someLink = (source: string, target: string, label: string, accepted: number, rejected = 0): GraphLink => ({
  source,
  target,
  label,
  service: null,
  protocols: [6],
  accepted: traffic(accepted),
  rejected: traffic(rejected),
  other: traffic(0),
  first: '2026-11-22T00:00:00Z',
  last: '2026-11-22T00:00:00Z',
  change: null,
  before: null,
});

export const someNode = (id: string, facts: Partial<GraphNode> = {}): GraphNode => ({
  id,
  kind: id.startsWith('10.') ? 'private' : 'public',
  country: null,
  city: null,
  asn: null,
  organization: null,
  awsService: null,
  awsRegion: null,
  interfaceId: null,
  account: null,
  region: null,
  sent: traffic(1),
  received: traffic(1),
  group: 'ip',
  addresses: 1,
  vpcId: null,
  subnetId: null,
  instanceId: null,
  tags: null,
  first: null,
  last: null,
  ...facts,
});

export function shownOf(links: GraphLink[], facts: (id: string) => Partial<GraphNode> = () => ({})): Shown {
  const ids = [...new Set(links.flatMap(({ source, target }) => [source, target]))];
  return { nodes: ids.map((id) => someNode(id, facts(id))), links, hidden: 0, folded: 0 };
}
