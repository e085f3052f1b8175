import type { Resource } from '../../api/resources';
import type { Point } from './layout';

export interface Link {
  from: number;
  to: number;
  /** "Reference", "WaitFor", "Parent": all that join these two. */
  types: string[];
}

export type Look = 'reference' | 'wait' | 'parent';

/** Who needs whom: one link a pair, towards every replica of the one that is needed. */
export function linksOf(resources: readonly Resource[]): { names: string[]; edges: Link[] } {
  const places = new Map<string, number[]>();
  resources.forEach(({ name }, at) => places.set(name, [...(places.get(name) ?? []), at]));
  const edges = new Map<string, Link>();
  resources.forEach((one, from) => {
    for (const { to: name, type } of one.relationships) {
      for (const to of places.get(name) ?? []) {
        if (to === from) continue;
        const key = `${from} ${to}`;
        const known = edges.get(key);
        if (known === undefined) edges.set(key, { from, to, types: [type] });
        else if (!known.types.includes(type)) known.types.push(type);
      }
    }
  });
  return { names: resources.map(({ id }) => id), edges: [...edges.values()] };
}

/** A reference is more than a wait: who refers to it usually waits, too. */
export function lookOf(types: readonly string[]): Look {
  if (types.includes('Reference')) return 'reference';
  return types.includes('WaitFor') ? 'wait' : 'parent';
}

/** The node that an arrow key leads to: the nearest within a quarter turn of its direction; null: none, or no arrow. */
export function nearest(nodes: readonly Point[], at: number, key: string): number | null {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (way === undefined) return null;
  const [x, y] = way as [number, number];
  const from = nodes[at]!;
  let best: number | null = null;
  let least = Infinity;
  nodes.forEach((node, index) => {
    const [dx, dy] = [node.x - from.x, node.y - from.y];
    const ahead = dx * x + dy * y;
    const aside = Math.abs(dx * y) + Math.abs(dy * x);
    // What lies beside the way counts double: straight ahead is what the key says.
    const distance = ahead + 2 * aside;
    if (ahead <= 0 || aside > ahead * 4 || distance >= least) return;
    least = distance;
    best = index;
  });
  return best;
}
