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

export const boxedUpTo = 64;
/** A graph folds by itself from so many links on, and where most pairs of nodes have more than six. */
export const foldedFrom = 250;

export function outcomeOf(link: GraphLink): Outcome {
  const { accepted, rejected, other } = presentOf(link);
  if (rejected.flows === 0) return Outcome.Accepted;
  return accepted.flows + other.flows === 0 ? Outcome.Rejected : Outcome.Mixed;
}

const changes = { same: Change.Same, new: Change.New, gone: Change.Gone, changed: Change.Changed } as const;
const changeOf = (link: GraphLink): Change => (link.change === null ? Change.None : changes[link.change]);

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
  const index = new Map<string, number>();
  for (let at = 0; at < nodes.length; at++) index.set(nodes[at]!.id, at);
  const pairs = pairLinks(shown.links, index);
  const crowded = shown.links.length > foldedFrom || shown.links.length > Math.max(40, 6 * pairs.size);
  const folded = fold ?? crowded;
  const links: SceneLink[] = [];
  for (const [pair, members] of pairs) {
    const source = Math.floor(pair / nodes.length);
    const target = pair % nodes.length;
    if (members.length === 1 || folded) {
      links.push(sceneLink(shown, source, target, onlyBend, members));
      continue;
    }
    const bends = spread(members.length);
    for (let at = 0; at < members.length; at++)
      links.push(sceneLink(shown, source, target, bends[at]!, [members[at]!]));
  }
  const linksOf: number[][] = nodes.map(() => []);
  for (let at = 0; at < links.length; at++) {
    const { source, target } = links[at]!;
    linksOf[source]!.push(at);
    if (target !== source) linksOf[target]!.push(at);
  }
  for (let at = 0; at < nodes.length; at++) nodes[at]!.degree = linksOf[at]!.length;
  const boxed = nodes.length <= roomForBoxes;
  const scene = { shown, nodes, links, groups, linksOf, folded, boxed, index };
  return { ...scene, drawing: drawingOf(scene, window) };
}

const [onlyBend] = spread(1) as [number];

/** The links of each ordered pair of nodes (source × nodes + target), most records first. Plain loops: fifty thousand links must not hold up a frame for long. */
function pairLinks(links: readonly GraphLink[], index: ReadonlyMap<string, number>): Map<number, number[]> {
  const pairs = new Map<number, number[]>();
  const shared: number[][] = [];
  for (let at = 0; at < links.length; at++) {
    const source = index.get(links[at]!.source);
    const target = index.get(links[at]!.target);
    // A link without both its nodes cannot be drawn; the API sends none such, and the table would still list it.
    if (source === undefined || target === undefined) continue;
    const key = source * index.size + target;
    const members = pairs.get(key);
    if (members === undefined) pairs.set(key, [at]);
    else if (members.push(at) === 2) shared.push(members);
  }
  for (const members of shared) members.sort((left, right) => flowsOf(links[right]!) - flowsOf(links[left]!));
  return pairs;
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
  for (let at = 0; at < links.length; at++) {
    const link = links[at]!;
    drawing.ends[2 * at] = link.source;
    drawing.ends[2 * at + 1] = link.target;
    drawing.bends[at] = link.bend;
    drawing.styles[at] = link.outcome + 3 * link.change;
    let flows = 0;
    for (const member of link.members) flows += flowsOf(shown.links[member]!);
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
