import { condition } from '../../filter/conditions';
import type { ShownNode } from '../scene/shown';

type Side = '' | 'src' | 'dst';
/** A longer list of addresses is asked for by what they have in common. */
const listed = 60;

/** The filter that finds a node's records: as either side, or as source or target of a link. */
export function nodeCondition(node: ShownNode, side: Side, tag: string): string {
  const field = (name: string): string => (side === '' ? name : `${side}-${name}`);
  const addr = side === '' ? 'addr' : `${side}addr`;
  if (node.leaves !== undefined) {
    if (node.leaves.length <= listed || node.asn === null)
      return `${addr} in (${node.leaves.slice(0, 1000).join(', ')})`;
    return condition(field('asn'), String(node.asn));
  }
  switch (node.group) {
    case 'ip':
      return condition(addr, node.id);
    case 'subnet':
      return `${addr} in ${node.id}`;
    case 'country':
      return condition(field('country'), node.id);
    case 'asn':
      return condition(field('asn'), node.id);
    case 'service':
      return condition(field('aws-service'), node.id);
    // The logged interface has no sides: its records are those of both.
    case 'eni':
      return condition('interface-id', node.id);
    case 'instance':
      return condition('instance-id', node.id);
    case 'vpc':
      return condition('vpc-id', node.id);
    case 'tag':
      return condition(tag, node.id);
  }
}

/** The filter that finds the records of a link, or of all links between two nodes (no label). */
export function linkCondition(
  source: ShownNode,
  target: ShownNode,
  label: string | null,
  by: 'service' | 'source',
  tag: string,
): string {
  const parts = [nodeCondition(source, 'src', tag), nodeCondition(target, 'dst', tag)];
  if (label !== null) parts.push(labelCondition(label, by));
  return [...new Set(parts)].join(' and ');
}

/** A label that is no number is the service port's own: high ports, protocols without ports. */
const labelCondition = (label: string, by: 'service' | 'source'): string =>
  by === 'source' && /^\d+$/.test(label) ? `srcport = ${label}` : condition('service-port', label);
