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

/** What a leaf has in common with others round the same node: its network, else its country, else its subnet. */
function kinOf(node: GraphNode): string {
  if (node.asn !== null) return `AS${node.asn}`;
  return node.country ?? subnetOf(node.id);
}

/**
 * Folds addresses that talk to one node only, by their network, country or subnet: those of one network round one node become one node. Its id
 * is `AS4134@10.0.1.10`. Sums are those of the addresses; nothing is left out.
 */
export function collapseLeaves(
  nodes: readonly ShownNode[],
  links: readonly GraphLink[],
  opened: ReadonlySet<string>,
): Collapsed {
  const hubs = onlyNeighbours(links);
  const families = new Map<string, ShownNode[]>();
  for (const node of nodes) {
    const hub = hubs.get(node.id);
    // Two nodes that only talk to each other are no leaves of one another.
    if (node.group !== 'ip' || hub === undefined || hub === null || hubs.get(hub) !== null) continue;
    const id = `${kinOf(node)}@${hub}`;
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

/** For each node its only neighbour, or null where it has several. */
function onlyNeighbours(links: readonly GraphLink[]): Map<string, string | null> {
  const only = new Map<string, string | null>();
  const meet = (one: string, other: string): void => {
    const known = only.get(one);
    if (known === undefined) only.set(one, other);
    else if (known !== other) only.set(one, null);
  };
  for (const { source, target } of links) {
    if (source === target) {
      only.set(source, null);
    } else {
      meet(source, target);
      meet(target, source);
    }
  }
  return only;
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
