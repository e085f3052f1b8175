/** An arrow between nodes, by their indices. */
export type Edge = readonly [from: number, to: number];

/** Edges without those that close a circle: a depth-first walk turns back where it meets its own path. */
export function withoutCircles(count: number, edges: readonly Edge[]): Edge[] {
  const next = neighbours(count, edges);
  const state = new Uint8Array(count);
  const [unseen, open, done] = [0, 1, 2];
  const kept: Edge[] = [];
  const visit = (node: number): void => {
    state[node] = open;
    for (const to of next[node]!) {
      if (state[to] === open) continue;
      kept.push([node, to]);
      if (state[to] === unseen) visit(to);
    }
    state[node] = done;
  };
  for (let node = 0; node < count; node++) if (state[node] === unseen) visit(node);
  return kept;
}

/**
 * Puts each node into a layer after those of all that point to it, with at most `most` nodes in a layer: a hundred that wait for
 * one broker stand in several columns, not in one that nobody can see whole (Coffman and Graham's way, without their order).
 */
export function layersOf(count: number, acyclic: readonly Edge[], most: number): Int32Array {
  const next = neighbours(count, acyclic);
  const waiting = new Int32Array(count);
  for (const [, to] of acyclic) waiting[to]!++;
  const layer = new Int32Array(count);
  const filled: number[] = [];
  const ready = [...waiting.keys()].filter((node) => waiting[node] === 0);
  // Those with arrows first: a node by itself takes the room that is left.
  ready.sort((a, b) => next[b]!.length - next[a]!.length || a - b);
  for (let at = 0; at < ready.length; at++) {
    const node = ready[at]!;
    while ((filled[layer[node]!] ?? 0) >= most) layer[node]!++;
    filled[layer[node]!] = (filled[layer[node]!] ?? 0) + 1;
    for (const to of next[node]!) {
      layer[to] = Math.max(layer[to]!, layer[node]! + 1);
      if (--waiting[to]! === 0) ready.push(to);
    }
  }
  return layer;
}

export function neighbours(count: number, edges: readonly Edge[]): number[][] {
  const next: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) next[from]!.push(to);
  return next;
}
