import type { GraphNode } from '../api/types';
import type { GroupBy } from './state';
import { subnetOf } from '../text/addresses';
import { countryName } from '../text/countries';

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

export function groupName(node: GraphNode, by: GroupBy): string {
  switch (by) {
    case 'kind':
      return kindName(node.kind);
    case 'country':
      return node.kind === 'public' ? countryName(node.country ?? '') : kindName(node.kind);
    case 'account':
      return node.account ?? (node.kind === 'public' ? 'Public internet' : 'No account');
    case 'subnet':
      return node.kind === 'private' ? subnetOf(node.id) : kindName(node.kind);
  }
}

/** The groups, largest first, and each node's group. */
export function groupNodes(nodes: readonly GraphNode[], by: GroupBy): { groups: Group[]; groupOf: Uint16Array } {
  const sizes = new Map<string, number>();
  const names = nodes.map((node) => groupName(node, by));
  for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const order = [...sizes].sort((left, right) => right[1] - left[1] || left[0].localeCompare(right[0]));
  const groups = order.map(([name, size], index) => ({ name, size, colour: Math.min(index, groupColours - 1) }));
  const index = new Map(groups.map((group, at) => [group.name, at]));
  return { groups, groupOf: Uint16Array.from(names, (name) => index.get(name)!) };
}
