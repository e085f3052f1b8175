import { expect, test } from 'vitest';
import { escape } from '../../export/xml';
import { palettes } from '../palettes';
import { buildScene } from '../scene/scene';
import { shownOf, someLink } from '../testing';
import { linksCsv, linksGraphMl, linksJson } from './files';
import { toSvg } from './svg';

const links = [
  someLink('10.0.0.1', '8.8.8.8', '53', 4, 1),
  { ...someLink('=cmd|"x"', '10.0.0.1', '443', 2), service: 'a, "b"\r\nc' },
];
const scene = buildScene(
  shownOf(links, () => ({ organization: 'R & D <"x">' })),
  { colour: 'subnet', fold: true },
);

const about = {
  shown: 'graph',
  from: '2026-11-22T00:00:00.000Z',
  to: '2026-11-23T00:00:00.000Z',
  account: null,
  region: null,
  filter: '=dstport = 22, "x"',
  link: 'http://127.0.0.1:8000/graph',
  exported: '2026-11-23T01:00:00.000Z',
};

/** As RFC 4180 reads it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

test('The CSV is read back as it was, and no cell is a formula', () => {
  const [head, ...rows] = parseCsv(linksCsv(about, scene));
  expect(rows).toHaveLength(2);
  const cell = (row: number, name: string): string => rows[row]![head!.indexOf(name)]!;
  expect(cell(0, 'accepted_flows')).toBe('4');
  expect(cell(0, 'rejected_bytes')).toBe('100');
  expect(cell(1, 'service')).toBe('a, "b"\r\nc');
  expect(cell(1, 'source')).toBe('\'=cmd|"x"');
  // Each line says what it is of.
  expect(cell(1, 'filter')).toBe('\'=dstport = 22, "x"');
  expect(cell(0, 'from')).toBe(about.from);
});

test('GraphML and SVG escape what a name may hold', () => {
  expect(escape('a<b>&"\u0001')).toBe('a&lt;b&gt;&amp;&quot;\uFFFD');
  const graphml = linksGraphMl(about, scene);
  expect(graphml.match(/<edge /g)).toHaveLength(2);
  expect(graphml.match(/<node /g)).toHaveLength(3);
  expect(graphml).toContain('<data key="g_filter">=dstport = 22, &quot;x&quot;</data>');
  expect(graphml).toContain('R &amp; D &lt;&quot;x&quot;&gt;');
  const sight = {
    drawing: scene.drawing,
    positions: new Float32Array(6),
    camera: { x: 0, y: 0, k: 1 },
    width: 100,
    height: 100,
  };
  const svg = toSvg(about, scene, sight, palettes.light, { names: [], labels: [] });
  expect(svg.match(/class="link"/g)).toHaveLength(scene.links.length);
  expect(svg).toContain('FlowOptics, graph · 2026-11-22 00:00 – 2026-11-23 00:00 UTC · =dstport = 22, &quot;x&quot;');
  expect(svg).not.toMatch(/=cmd\|"x"/);
});

test('JSON has the nodes and links that are shown', () => {
  const read = JSON.parse(linksJson(about, { links: [], nodes: [], totalLinks: 9 } as never, scene)) as {
    links: unknown[];
    totalLinks: number;
    about: { filter: string };
  };
  expect(read.links).toHaveLength(2);
  expect(read.totalLinks).toBe(9);
  expect(read.about.filter).toBe(about.filter);
});
