import type { GraphNode } from '../../api/types';
import { subnetOf } from '../../text/addresses';
import { countryName } from '../../text/countries';

/** What nodes of one colour have in common. */
export type ColourBy = 'subnet' | 'kind' | 'country' | 'network' | 'vpc' | 'account';

export interface Group {
  name: string;
  /** Index into the palette's group colours; the last of them is for all that came too late for a colour of its own. */
  colour: number;
  size: number;
}

export const groupColours = 9;

const kinds: Record<string, string> = {
  public: 'Public internet',
  private: 'Private',
  sharedNat: 'Carrier NAT',
  linkLocal: 'Link-local',
  loopback: 'Loopback',
  multicast: 'Multicast',
  documentation: 'Documentation',
  reserved: 'Reserved',
};

export const kindName = (kind: string): string => kinds[kind] ?? kind;

function groupName(node: GraphNode, by: ColourBy): string {
  const isPublic = node.kind === 'public';
  switch (by) {
    case 'kind':
      return kindName(node.kind);
    case 'country':
      return isPublic ? countryName(node.country ?? '') : kindName(node.kind);
    case 'network':
      return isPublic ? (node.awsService ?? node.organization ?? 'Unknown network') : kindName(node.kind);
    case 'vpc':
      return node.vpcId ?? (isPublic ? 'Public internet' : 'No VPC known');
    case 'account':
      return node.account ?? (isPublic ? 'Public internet' : 'No account');
    case 'subnet':
      if (node.kind !== 'private') return kindName(node.kind);
      // The id of folded leaves is their subnet, @, and their peers.
      if (node.id.includes('/')) return node.id.split('@')[0]!;
      return /^[\d.]+$|:/.test(node.id) ? subnetOf(node.id) : node.id;
  }
}

/** The groups, largest first, and each node's group. */
export function groupNodes(nodes: readonly GraphNode[], by: ColourBy): { groups: Group[]; groupOf: Uint16Array } {
  const sizes = new Map<string, number>();
  const names = nodes.map((node) => groupName(node, by));
  for (const [at, name] of names.entries()) sizes.set(name, (sizes.get(name) ?? 0) + nodes[at]!.addresses);
  const order = [...sizes].sort((left, right) => right[1] - left[1] || left[0].localeCompare(right[0]));
  const groups = order.map(([name, size], index) => ({ name, size, colour: Math.min(index, groupColours - 1) }));
  const index = new Map(groups.map((group, at) => [group.name, at]));
  return { groups, groupOf: Uint16Array.from(names, (name) => index.get(name)!) };
}
