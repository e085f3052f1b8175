import type { GraphAnswer } from '../../api/types';
import { toJson, type About } from '../../export/about';
import { toCsv, type Cell } from '../../export/csv';
import { escape } from '../../export/xml';
import type { Scene } from '../scene/scene';
import { presentOf } from '../scene/traffic';

/** The shown links, a line each: what the table has. */
export function linksCsv(about: About, { shown }: Scene): string {
  const head = ['source', 'target', 'port', 'service', 'protocols', 'change'];
  for (const action of ['accepted', 'rejected', 'other'])
    head.push(`${action}_flows`, `${action}_packets`, `${action}_bytes`);
  head.push('first', 'last');
  const rows = shown.links.map((link): Cell[] => {
    const present = presentOf(link);
    const sums = [present.accepted, present.rejected, present.other].flatMap((one) => [
      one.flows,
      one.packets,
      one.bytes,
    ]);
    const texts = [
      link.source,
      link.target,
      link.label,
      link.service ?? '',
      link.protocols.join(' '),
      link.change ?? '',
    ];
    return [...texts, ...sums, link.first, link.last];
  });
  return toCsv(about, head, rows);
}

/** The answer as it is shown: its question and totals, with the nodes and links that are in the picture. */
export const linksJson = (about: About, answer: GraphAnswer, { shown }: Scene): string =>
  toJson(about, { ...answer, nodes: shown.nodes, links: shown.links, gone: undefined });

const nodeKeys = [
  'kind',
  'group',
  'country',
  'city',
  'asn',
  'organization',
  'awsService',
  'interfaceId',
  'instanceId',
  'vpcId',
  'subnetId',
  'account',
  'region',
  'addresses',
] as const;
const numbers: ReadonlySet<string> = new Set(['asn', 'addresses']);

/** GraphML 1.0, as Gephi, yEd, Cytoscape and networkx read it: the graph with its question, nodes with their facts, a directed edge for each link. */
export function linksGraphMl(about: About, { shown }: Scene): string {
  const out = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'];
  const key = (id: string, of: 'graph' | 'node' | 'edge', name: string, type: string): void =>
    void out.push(`  <key id="${id}" for="${of}" attr.name="${name}" attr.type="${type}"/>`);
  const question = Object.entries(about).filter(([, value]) => value !== null && value !== '');
  for (const [name] of question) key(`g_${name}`, 'graph', name, 'string');
  for (const name of nodeKeys) key(`n_${name}`, 'node', name, numbers.has(name) ? 'long' : 'string');
  for (const name of ['port', 'service', 'protocols', 'change', 'first', 'last'])
    key(`e_${name}`, 'edge', name, 'string');
  for (const action of ['accepted', 'rejected', 'other'])
    for (const measure of ['flows', 'packets', 'bytes'])
      key(`e_${action}_${measure}`, 'edge', `${action}_${measure}`, 'long');
  out.push('  <graph id="flows" edgedefault="directed">');
  for (const [name, value] of question) out.push(`    ${datum(`g_${name}`, value as string)}`);
  for (const node of shown.nodes) {
    const data = nodeKeys.flatMap((name) => (node[name] === null ? [] : [datum(`n_${name}`, node[name])]));
    out.push(`    <node id="${escape(node.id)}">${data.join('')}</node>`);
  }
  for (const [at, link] of shown.links.entries()) {
    const present = presentOf(link);
    const data = [
      datum('e_port', link.label),
      datum('e_protocols', link.protocols.join(' ')),
      datum('e_first', link.first),
      datum('e_last', link.last),
    ];
    if (link.service !== null) data.push(datum('e_service', link.service));
    if (link.change !== null) data.push(datum('e_change', link.change));
    for (const action of ['accepted', 'rejected', 'other'] as const)
      for (const measure of ['flows', 'packets', 'bytes'] as const)
        data.push(datum(`e_${action}_${measure}`, present[action][measure]));
    out.push(
      `    <edge id="e${at}" source="${escape(link.source)}" target="${escape(link.target)}">${data.join('')}</edge>`,
    );
  }
  out.push('  </graph>', '</graphml>', '');
  return out.join('\n');
}

const datum = (key: string, value: string | number): string => `<data key="${key}">${escape(String(value))}</data>`;
