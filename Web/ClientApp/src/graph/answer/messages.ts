import type { GraphAnswer, GraphLink, GraphNode, QueryProgress } from '../../api/types';

export type ToReader = { type: 'ask'; id: number; url: string; token: string } | { type: 'cancel'; id: number };

/** An answer comes in pieces that each take the page a few milliseconds: first all that is not a list, then nodes and links. */
export type FromReader = { id: number } & (
  | { type: 'progress'; progress: QueryProgress }
  | { type: 'head'; head: GraphAnswer }
  | { type: 'nodes'; nodes: GraphNode[] }
  | { type: 'links'; links: GraphLink[] }
  | { type: 'gone'; gone: GraphLink[] }
  | { type: 'done' }
  | { type: 'problem'; title: string; detail: string; status: number }
);
