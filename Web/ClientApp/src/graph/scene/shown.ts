import type { GraphAnswer, GraphLink, GraphNode } from '../../api/types';
import { collapseLeaves, kinships, type Collapsed } from './collapse';

/** A node as it is shown: an address, a group that the server made, or leaves that the page folded into one. */
export interface ShownNode extends GraphNode {
  /** The addresses that were folded into it here. */
  leaves?: readonly string[];
}

/** What canvas, table, panel and downloads show: the answer without what is hidden, with leaves folded where they are too many. */
export interface Shown {
  nodes: ShownNode[];
  links: GraphLink[];
  /** How many nodes of the answer are hidden. */
  hidden: number;
  /** How many addresses stand folded in groups of leaves. */
  folded: number;
}

export interface ShowOptions {
  hidden: ReadonlySet<string>;
  /** Null: where there are more nodes than {@link collapseFrom}. */
  collapse: boolean | null;
  /** Groups of leaves that were opened again, by their ids. */
  opened: ReadonlySet<string>;
}

/** More nodes than these are no picture any more, and no layout is done in time. */
const collapseFrom = 10_000;

/** Leaves are folded by their network; where that leaves more nodes than these, by country, and then by kind. */
const enough = 800;

export function showAnswer(answer: GraphAnswer, { hidden, collapse, opened }: ShowOptions): Shown {
  let nodes: ShownNode[] = answer.nodes;
  let links = answer.gone === null || answer.gone.length === 0 ? answer.links : [...answer.links, ...answer.gone];
  let left = 0;
  if (hidden.size > 0) {
    links = links.filter(({ source, target }) => !hidden.has(source) && !hidden.has(target));
    // What is linked to nothing but hidden nodes goes with them.
    const linked = new Set(links.flatMap(({ source, target }) => [source, target]));
    nodes = nodes.filter(({ id }) => linked.has(id));
    left = answer.nodes.reduce((count, { id }) => count + (hidden.has(id) ? 1 : 0), 0);
  }
  let result: Collapsed | null = null;
  for (const by of (collapse ?? nodes.length > collapseFrom) ? kinships : []) {
    result = collapseLeaves(nodes, links, opened, by);
    if (result.nodes.length <= enough) break;
  }
  return {
    nodes: result?.nodes ?? nodes,
    links: result?.links ?? links,
    hidden: left,
    folded: result?.folded ?? 0,
  };
}
