import type { GraphAnswer, GraphLink } from '../api/types';
import type { GroupBy } from './state';
import { spread } from './geometry';
import { groupNodes, type Group } from './groups';

/** What was done with a link's records: decides colour and dash. */
export const enum Outcome {
  Accepted = 0,
  /** Some accepted, some rejected. */
  Mixed = 1,
  Rejected = 2,
}

export interface SceneNode {
  id: string;
  group: number;
  flows: number;
  degree: number;
}

/** One curve: a link of the answer, or several between the same ends, folded. */
export interface SceneLink {
  source: number;
  target: number;
  bend: number;
  label: string;
  outcome: Outcome;
  flows: number;
  /** 0 to 3: how wide, by the logarithm of the records. */
  weight: number;
  /** Indices into the answer's links, most records first. */
  members: number[];
}

export interface Scene {
  nodes: SceneNode[];
  links: SceneLink[];
  groups: Group[];
  /** For each node the links that touch it. */
  linksOf: number[][];
  folded: boolean;
  /** Few enough nodes for names in boxes. */
  boxed: boolean;
  index: Map<string, number>;
}

export const boxedUpTo = 90;
/** A graph folds by itself from so many links on, and where most pairs of addresses have more than six. */
export const foldedFrom = 250;

export const flowsOf = (link: GraphLink): number => link.accepted.flows + link.rejected.flows + link.other.flows;

export const outcomeOf = (link: GraphLink): Outcome =>
  link.rejected.flows === 0
    ? Outcome.Accepted
    : link.accepted.flows + link.other.flows === 0
      ? Outcome.Rejected
      : Outcome.Mixed;

/** "443, 22 +3": the busiest two and how many more. */
export function foldLabel(labels: readonly string[]): string {
  const different = [...new Set(labels)];
  const rest = different.length - 2;
  return rest > 0 ? `${different.slice(0, 2).join(', ')} +${rest}` : different.join(', ');
}

/** @param roomForBoxes How many names in boxes the view has room for. */
export function buildScene(answer: GraphAnswer, group: GroupBy, fold: boolean | null, roomForBoxes = boxedUpTo): Scene {
  const { groups, groupOf } = groupNodes(answer.nodes, group);
  const nodes = answer.nodes.map((node, at): SceneNode => ({
    id: node.id,
    group: groupOf[at]!,
    flows: node.sent.flows + node.received.flows,
    degree: 0,
  }));
  const index = new Map(nodes.map((node, at) => [node.id, at]));
  const pairs = new Map<string, { source: number; target: number; members: number[] }>();
  for (const [at, link] of answer.links.entries()) {
    const [source, target] = [index.get(link.source), index.get(link.target)];
    // A link without both its nodes cannot be drawn; the API sends none such, and the table would still list it.
    if (source === undefined || target === undefined) continue;
    const key = `${source}>${target}`;
    const pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, { source, target, members: [at] });
    else pair.members.push(at);
  }

  const crowded = answer.links.length > foldedFrom || answer.links.length > Math.max(40, 6 * pairs.size);
  const folded = fold ?? crowded;
  const links: SceneLink[] = [];
  for (const { source, target, members } of pairs.values()) {
    members.sort((left, right) => flowsOf(answer.links[right]!) - flowsOf(answer.links[left]!));
    const bundles = folded ? [members] : members.map((member) => [member]);
    const bends = spread(bundles.length);
    for (const [at, bundle] of bundles.entries()) links.push(sceneLink(answer, source, target, bends[at]!, bundle));
  }
  const linksOf: number[][] = nodes.map(() => []);
  for (const [at, { source, target }] of links.entries()) {
    linksOf[source]!.push(at);
    if (target !== source) linksOf[target]!.push(at);
  }
  for (const [at, node] of nodes.entries()) node.degree = linksOf[at]!.length;
  return { nodes, links, groups, linksOf, folded, boxed: nodes.length <= roomForBoxes, index };
}

function sceneLink(answer: GraphAnswer, source: number, target: number, bend: number, members: number[]): SceneLink {
  const parts = members.map((member) => answer.links[member]!);
  const flows = parts.reduce((sum, part) => sum + flowsOf(part), 0);
  const outcomes = new Set(parts.map(outcomeOf));
  return {
    source,
    target,
    bend,
    label: foldLabel(parts.map((part) => part.label)),
    outcome: outcomes.size === 1 ? [...outcomes][0]! : Outcome.Mixed,
    flows,
    weight: Math.max(0, Math.min(3, Math.floor(Math.log10(Math.max(1, flows)) - 0.5))),
    members,
  };
}
