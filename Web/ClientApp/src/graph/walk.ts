import type { Scene } from './scene/scene';
import { selectionText } from './scene/selection';

/** The node that most links touch; among those that are marked, where some are. */
export function strongest(scene: Scene, marked: ReadonlySet<number> | null): number | null {
  let best: number | null = null;
  for (const node of marked ?? scene.nodes.keys()) {
    if (best === null || scene.nodes[node]!.degree > scene.nodes[best]!.degree) best = node;
  }
  return best;
}

/** The neighbour that lies most in a direction: near to its line, and not far. */
export function walk(scene: Scene, positions: Float32Array, from: number, dx: number, dy: number): number | null {
  const [x, y] = [positions[2 * from]!, positions[2 * from + 1]!];
  const length = Math.hypot(dx, dy);
  let best: number | null = null;
  let least = Infinity;
  for (const link of scene.linksOf[from] ?? []) {
    const { source, target } = scene.links[link]!;
    const other = source === from ? target : source;
    if (other === from) continue;
    const [ox, oy] = [positions[2 * other]! - x, positions[2 * other + 1]! - y];
    const distance = Math.hypot(ox, oy);
    const along = (ox * dx + oy * dy) / (length * Math.max(distance, 1e-9));
    // Within 60 degrees of the direction; what is off its line counts as further.
    if (along < 0.5) continue;
    const cost = distance / (along * along);
    if (cost >= least) continue;
    least = cost;
    best = other;
  }
  return best;
}

/** The next of a node's links, or of the links of the node that a selected link begins at; after the last one the first. */
export function nextLink(scene: Scene, selection: string | null): string | null {
  const [id] = (selection ?? '').split('>');
  const node = scene.index.get(id ?? '');
  if (node === undefined) return selection;
  const links = (scene.linksOf[node] ?? []).filter((link) => scene.links[link]!.source === node);
  if (links.length === 0) return selection;
  const texts = links.map((link) => selectionText(scene, { kind: 'link', link })!);
  return texts[(texts.indexOf(selection ?? '') + 1) % texts.length]!;
}
