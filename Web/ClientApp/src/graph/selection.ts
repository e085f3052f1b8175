import type { Scene } from './scene';
import type { Hit } from './renderer/graphRenderer';

/** How a selection stands in the address: an address, or "source>target>label" (no label: all links between the two). */
export function selectionText(scene: Scene, hit: Hit | null): string | null {
  if (hit === null) return null;
  if (hit.kind === 'node') return scene.nodes[hit.node]?.id ?? null;
  const link = scene.links[hit.link];
  if (link === undefined) return null;
  const ends = `${scene.nodes[link.source]!.id}>${scene.nodes[link.target]!.id}`;
  return scene.folded ? ends : `${ends}>${link.label}`;
}

/** Finds a selection in a scene, which may have folded or unfolded since; null when it is not there. */
export function findSelection(scene: Scene, text: string | null): Hit | null {
  if (text === null) return null;
  const [sourceId, targetId, label] = text.split('>');
  const source = scene.index.get(sourceId ?? '');
  if (source === undefined) return null;
  if (targetId === undefined) return { kind: 'node', node: source };
  const target = scene.index.get(targetId);
  const link = (scene.linksOf[source] ?? []).find((index) => {
    const one = scene.links[index]!;
    return (
      one.source === source && one.target === target && (scene.folded || label === undefined || one.label === label)
    );
  });
  return link === undefined ? null : { kind: 'link', link };
}
