import type { SankeyResponse } from '../../api/types';
import { condition, conditions, others } from '../../filter/conditions';
import { whole } from '../../text/numbers';
import { valueTitle } from '../dimensions';

type Paths = Pick<SankeyResponse, 'by' | 'nodes' | 'links'>;

/** A node as people read it: its value, or how many stand behind "others". */
export function nodeTitle({ by, nodes }: Paths, index: number): string {
  const { level, value, others: more } = nodes[index]!;
  return more > 0 ? `${whole(more)} others` : valueTitle(by[level]!, value);
}

/** What finds a node's records: its value, or for "others" that it is none of the values beside it. */
export function nodeCondition({ by, nodes }: Paths, index: number): string {
  const node = nodes[index]!;
  const dimension = by[node.level]!;
  if (node.others === 0) return condition(dimension, node.value);
  const beside = nodes.filter((one) => one.level === node.level && one.others === 0);
  return others(
    dimension,
    beside.map(({ value }) => value),
  );
}

/** What finds a band's records: both of its ends. */
export function linkCondition(paths: Paths, index: number): string {
  const { source, target } = paths.links[index]!;
  const [from, to] = [paths.nodes[source]!, paths.nodes[target]!];
  return from.others === 0 && to.others === 0
    ? conditions([paths.by[from.level]!, paths.by[to.level]!], [from.value, to.value])
    : `${nodeCondition(paths, source)} and ${nodeCondition(paths, target)}`;
}
