import type { Hit } from '../renderer/graphRenderer';
import type { Scene } from './scene';

/** How a selection stands in the address: a node, or "source>target>label" (no label: all links between the two). */
export function selectionText(scene: Scene, hit: Hit | null): string | null {
  if (hit === null) return null;
  if (hit.kind === 'node') return scene.nodes[hit.node]?.id ?? null;
  const link = scene.links[hit.link];
  if (link === undefined) return null;
  const ends = `${scene.nodes[link.source]!.id}>${scene.nodes[link.target]!.id}`;
  if (hit.member !== undefined) return `${ends}>${scene.shown.links[hit.member]!.label}`;
  return scene.folded && link.members.length > 1 ? ends : `${ends}>${scene.shown.links[link.members[0]!]!.label}`;
}

/** Finds a selection in a scene, which may have folded or unfolded since; null when it is not there. */
export function findSelection(scene: Scene, text: string | null): Hit | null {
  if (text === null) return null;
  const [sourceId, targetId, label] = text.split('>');
  const source = scene.index.get(sourceId ?? '');
  if (source === undefined) return null;
  if (targetId === undefined) return { kind: 'node', node: source };
  const target = scene.index.get(targetId);
  const has = (member: number): boolean => scene.shown.links[member]!.label === label;
  const link = (scene.linksOf[source] ?? []).find((index) => {
    const one = scene.links[index]!;
    return one.source === source && one.target === target && (label === undefined || one.members.some(has));
  });
  if (link === undefined) return null;
  const { members } = scene.links[link]!;
  const member = label === undefined || members.length === 1 ? undefined : members.find(has);
  return member === undefined ? { kind: 'link', link } : { kind: 'link', link, member };
}
