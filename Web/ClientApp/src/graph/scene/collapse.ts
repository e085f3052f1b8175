import type { GraphLink, GraphNode } from '../../api/types';
import { subnetOf } from '../../text/addresses';
import type { ShownNode } from './shown';
import { add, mergeLinks } from './traffic';

export interface Collapsed {
  nodes: ShownNode[];
  links: GraphLink[];
  /** How many addresses are in groups now. */
  folded: number;
}

/** By what leaves are one family, the finest first. */
export const kinships = ['network', 'country', 'kind'] as const;
export type Kinship = (typeof kinships)[number];

/** What a leaf has in common with others of the same peers. What is not public has no network: its subnet. */
function kinOf(node: GraphNode, by: Kinship): string {
  if (node.kind !== 'public') return by === 'kind' ? node.kind : subnetOf(node.id);
  if (by === 'network' && node.asn !== null) return `AS${node.asn}`;
  return by !== 'kind' && node.country !== null ? node.country : 'public';
}

/** Addresses with more peers than these are no leaves, however alike. */
const mostPeers = 4;

/**
 * Folds addresses that talk to the same one, two, three or four nodes, by their network, country or subnet: those of one family with the same peers
 * become one node. Its id is `AS4134@10.0.1.10`, with all peers after the @. Sums are those of the addresses; nothing is left out.
 */
export function collapseLeaves(
  nodes: readonly ShownNode[],
  links: readonly GraphLink[],
  opened: ReadonlySet<string>,
  by: Kinship = 'network',
): Collapsed {
  const peers = peersOf(links);
  const families = new Map<string, ShownNode[]>();
  for (const node of nodes) {
    const own = peers.get(node.id);
    if (node.group !== 'ip' || own === undefined || own.size > mostPeers) continue;
    const id = `${kinOf(node, by)}@${[...own].sort().join('+')}`;
    const family = families.get(id);
    if (family === undefined) families.set(id, [node]);
    else family.push(node);
  }
  const familyOf = new Map<string, string>();
  const made: ShownNode[] = [];
  for (const [id, family] of families) {
    if (family.length < 2 || opened.has(id)) continue;
    for (const leaf of family) familyOf.set(leaf.id, id);
    made.push(familyNode(id, family));
  }
  if (made.length === 0) return { nodes: [...nodes], links: [...links], folded: 0 };
  return {
    nodes: [...nodes.filter(({ id }) => !familyOf.has(id)), ...made],
    links: foldLinks(links, familyOf),
    folded: familyOf.size,
  };
}

/** For each node whom it talks to; one more than counts is enough to know that it is no leaf. Who talks to itself has itself as a peer. */
function peersOf(links: readonly GraphLink[]): Map<string, Set<string>> {
  const peers = new Map<string, Set<string>>();
  const meet = (one: string, other: string): void => {
    const known = peers.get(one);
    if (known === undefined) peers.set(one, new Set([other]));
    else if (known.size <= mostPeers) known.add(other);
  };
  for (const { source, target } of links) {
    meet(source, target);
    meet(target, source);
  }
  return peers;
}

function familyNode(id: string, family: readonly ShownNode[]): ShownNode {
  const [first, ...others] = family as [ShownNode, ...ShownNode[]];
  const same = <T>(take: (node: ShownNode) => T): T | null =>
    others.every((other) => take(other) === take(first)) ? take(first) : null;
  return {
    ...first,
    id,
    city: same(({ city }) => city),
    country: same(({ country }) => country),
    asn: same(({ asn }) => asn),
    organization: same(({ organization }) => organization),
    awsService: same(({ awsService }) => awsService),
    interfaceId: null,
    instanceId: null,
    sent: family.map(({ sent }) => sent).reduce(add),
    received: family.map(({ received }) => received).reduce(add),
    addresses: family.reduce((sum, { addresses }) => sum + addresses, 0),
    first: family.reduce<string | null>(
      (least, { first: at }) => (least === null || (at ?? least) < least ? at : least),
      null,
    ),
    last: family.reduce<string | null>(
      (most, { last: at }) => (most === null || (at ?? most) > most ? at : most),
      null,
    ),
    leaves: family.map((leaf) => leaf.id),
  };
}

function foldLinks(links: readonly GraphLink[], familyOf: ReadonlyMap<string, string>): GraphLink[] {
  const bundles = new Map<string, GraphLink[]>();
  const result: GraphLink[] = [];
  for (const link of links) {
    const [source, target] = [familyOf.get(link.source), familyOf.get(link.target)];
    if (source === undefined && target === undefined) {
      result.push(link);
      continue;
    }
    const key = `${source ?? link.source}>${target ?? link.target}>${link.label}`;
    const bundle = bundles.get(key);
    if (bundle === undefined) bundles.set(key, [link]);
    else bundle.push(link);
  }
  for (const bundle of bundles.values()) {
    const { source, target } = bundle[0]!;
    result.push(mergeLinks(familyOf.get(source) ?? source, familyOf.get(target) ?? target, bundle));
  }
  return result;
}
