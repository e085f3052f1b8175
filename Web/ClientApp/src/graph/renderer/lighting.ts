import type { Scene } from '../scene/scene';
import type { Hit } from './graphRenderer';
import type { Lit } from './placement';

/** What is lit: what the pointer is on, or what is selected, with its neighbours; else the marked nodes. */
export function litBy(scene: Scene, hit: Hit | null, marked: ReadonlySet<number> | null): Lit | null {
  if (hit?.kind === 'node' && hit.node < scene.nodes.length) {
    const links = new Set(scene.linksOf[hit.node]);
    const nodes = new Set([hit.node]);
    for (const link of links) nodes.add(scene.links[link]!.source).add(scene.links[link]!.target);
    return { nodes, links, fan: null };
  }
  if (hit?.kind === 'link' && hit.link < scene.links.length) {
    const { source, target, members } = scene.links[hit.link]!;
    return { nodes: new Set([source, target]), links: new Set([hit.link]), fan: members.length > 1 ? hit.link : null };
  }
  return marked === null ? null : { nodes: marked, links: linksAmong(scene, marked), fan: null };
}

function linksAmong(scene: Scene, nodes: ReadonlySet<number>): Set<number> {
  const links = new Set<number>();
  for (const node of nodes) {
    for (const link of scene.linksOf[node] ?? []) {
      const { source, target } = scene.links[link]!;
      if (nodes.has(source) && nodes.has(target)) links.add(link);
    }
  }
  return links;
}
