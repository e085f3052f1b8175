import type { GraphLink } from '../../api/types';
import { spread } from '../geometry';
import { Change, Outcome, type Drawing } from '../renderer/drawing';
import { groupNodes, type ColourBy, type Group } from './groups';
import { nodeName } from './names';
import type { Shown } from './shown';
import { flowsOf, presentOf } from './traffic';

export interface SceneNode {
  id: string;
  /** What stands at it. */
  name: string;
  group: number;
  degree: number;
}

/** One curve: a link, or several between the same ends, folded. */
export interface SceneLink {
  source: number;
  target: number;
  bend: number;
  label: string;
  outcome: Outcome;
  change: Change;
  /** Indices into the shown links, most records first. */
  members: number[];
}

export interface Scene {
  shown: Shown;
  nodes: SceneNode[];
  links: SceneLink[];
  groups: Group[];
  /** For each node the links that touch it. */
  linksOf: number[][];
  folded: boolean;
  /** Few enough nodes for names in boxes. */
  boxed: boolean;
  index: Map<string, number>;
  drawing: Drawing;
}

export interface SceneOptions {
  colour: ColourBy;
  /** Null: folded where that is the only way to see anything. */
  fold: boolean | null;
  /** How many names in boxes the view has room for. */
  roomForBoxes?: number;
  /** For a live graph: its window, in milliseconds since 1970; what has been silent for long fades. */
  window?: { from: number; to: number } | null;
}

export const boxedUpTo = 90;
/** A graph folds by itself from so many links on, and where most pairs of nodes have more than six. */
export const foldedFrom = 250;

export function outcomeOf(link: GraphLink): Outcome {
  const { accepted, rejected, other } = presentOf(link);
  if (rejected.flows === 0) return Outcome.Accepted;
  return accepted.flows + other.flows === 0 ? Outcome.Rejected : Outcome.Mixed;
}

const changes = { same: Change.Same, new: Change.New, gone: Change.Gone, changed: Change.Changed } as const;
export const changeOf = (link: GraphLink): Change => (link.change === null ? Change.None : changes[link.change]);

/** "443, 22 +3": the busiest two and how many more. */
export function foldLabel(labels: readonly string[]): string {
  const different = [...new Set(labels)];
  const rest = different.length - 2;
  return rest > 0 ? `${different.slice(0, 2).join(', ')} +${rest}` : different.join(', ');
}

export function buildScene(
  shown: Shown,
  { colour, fold, roomForBoxes = boxedUpTo, window = null }: SceneOptions,
): Scene {
  const { groups, groupOf } = groupNodes(shown.nodes, colour);
  const nodes = shown.nodes.map((node, at): SceneNode => ({
    id: node.id,
    name: nodeName(node),
    group: groupOf[at]!,
    degree: 0,
  }));
  const index = new Map(nodes.map((node, at) => [node.id, at]));
  const pairs = new Map<number, { source: number; target: number; members: number[] }>();
  for (const [at, link] of shown.links.entries()) {
    const [source, target] = [index.get(link.source), index.get(link.target)];
    // A link without both its nodes cannot be drawn; the API sends none such, and the table would still list it.
    if (source === undefined || target === undefined) continue;
    const key = source * nodes.length + target;
    const pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, { source, target, members: [at] });
    else pair.members.push(at);
  }

  const crowded = shown.links.length > foldedFrom || shown.links.length > Math.max(40, 6 * pairs.size);
  const folded = fold ?? crowded;
  const links: SceneLink[] = [];
  for (const { source, target, members } of pairs.values()) {
    if (members.length > 1) members.sort((left, right) => flowsOf(shown.links[right]!) - flowsOf(shown.links[left]!));
    const bundles = folded ? [members] : members.map((member) => [member]);
    const bends = spread(bundles.length);
    for (const [at, bundle] of bundles.entries()) links.push(sceneLink(shown, source, target, bends[at]!, bundle));
  }
  const linksOf: number[][] = nodes.map(() => []);
  for (const [at, { source, target }] of links.entries()) {
    linksOf[source]!.push(at);
    if (target !== source) linksOf[target]!.push(at);
  }
  for (const [at, node] of nodes.entries()) node.degree = linksOf[at]!.length;
  const boxed = nodes.length <= roomForBoxes;
  const scene = { shown, nodes, links, groups, linksOf, folded, boxed, index };
  return { ...scene, drawing: drawingOf(scene, window) };
}

function sceneLink(shown: Shown, source: number, target: number, bend: number, members: number[]): SceneLink {
  const first = shown.links[members[0]!]!;
  let [outcome, change] = [outcomeOf(first), changeOf(first)];
  if (members.length === 1) return { source, target, bend, label: first.label, outcome, change, members };
  for (const member of members) {
    const part = shown.links[member]!;
    if (outcomeOf(part) !== outcome) outcome = Outcome.Mixed;
    if (changeOf(part) !== change) change = Change.Changed;
  }
  const label = foldLabel(members.map((member) => shown.links[member]!.label));
  return { source, target, bend, label, outcome, change, members };
}

type Undrawn = Omit<Scene, 'drawing'>;

function drawingOf({ shown, nodes, links, groups, boxed }: Undrawn, window: SceneOptions['window']): Drawing {
  const drawing: Drawing = {
    ends: new Uint32Array(2 * links.length),
    bends: new Float32Array(links.length),
    styles: new Uint8Array(links.length),
    weights: new Uint8Array(links.length),
    fades: new Uint8Array(links.length),
    radii: new Float32Array(nodes.length),
    colours: new Uint8Array(nodes.length),
    rings: new Uint8Array(nodes.length),
    boxes: boxed ? new Float32Array(2 * nodes.length) : null,
  };
  for (const [at, link] of links.entries()) {
    drawing.ends[2 * at] = link.source;
    drawing.ends[2 * at + 1] = link.target;
    drawing.bends[at] = link.bend;
    drawing.styles[at] = link.outcome + 3 * link.change;
    const flows = link.members.reduce((sum, member) => sum + flowsOf(shown.links[member]!), 0);
    drawing.weights[at] = Math.max(0, Math.min(3, Math.floor(Math.log10(Math.max(1, flows)) - 0.5)));
    if (window) drawing.fades[at] = fadeOf(shown, link, window);
  }
  for (const [at, node] of nodes.entries()) {
    const { addresses } = shown.nodes[at]!;
    drawing.radii[at] = Math.min(
      18,
      2.6 + 1.5 * Math.log2(1 + node.degree) + (addresses > 1 ? Math.log2(addresses) : 0),
    );
    drawing.colours[at] = groups[node.group]!.colour;
    drawing.rings[at] = addresses > 1 ? 1 : 0;
    if (drawing.boxes === null) continue;
    // 11.5 px monospace: see nameFont.
    drawing.boxes[2 * at] = (node.name.length * 6.93) / 2 + 8;
    drawing.boxes[2 * at + 1] = 11;
  }
  return drawing;
}

/** 0 for what came in the last tenth of the window, up to 3 for what has been silent for two thirds of it. */
function fadeOf(shown: Shown, { members }: SceneLink, { from, to }: { from: number; to: number }): number {
  const last = Math.max(...members.map((member) => Date.parse(shown.links[member]!.last)));
  const silent = (to - last) / Math.max(1, to - from);
  return silent < 0.1 ? 0 : silent < 0.33 ? 1 : silent < 0.66 ? 2 : 3;
}
