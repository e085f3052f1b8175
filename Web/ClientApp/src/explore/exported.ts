import type { SankeyResponse, TimeseriesResponse, TopResponse } from '../api/types';
import { toJson, type About } from '../export/about';
import { toCsv } from '../export/csv';
import { framed, inkOfPage, type Ink } from '../export/picture';
import { escape } from '../export/xml';
import type { Units } from '../state/units';
import { amount } from '../text/amounts';
import { share } from '../text/numbers';
import { nodeTitle } from './sankey/conditions';
import type { SeriesLayer } from './series';
import type { TopRow } from './topRows';

export interface ShownSeries {
  answer: TimeseriesResponse;
  /** Also those that are switched off, which no file has. */
  layers: readonly SeriesLayer[];
  before: readonly number[] | null;
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The chart's numbers, a line for each bucket. */
export function seriesCsv(about: About, { answer, layers, before }: ShownSeries): string {
  const shown = layers.filter((layer) => layer.shown);
  const head = ['begin', 'end', ...shown.map((layer) => layer.title), ...(before === null ? [] : ['before'])];
  const rows = answer.buckets.map((begin, at) => [
    iso(begin),
    iso(begin + answer.bucketSeconds),
    ...shown.map((layer) => layer.values[at]!),
    ...(before === null ? [] : [before[at]!]),
  ]);
  return toCsv(about, head, rows);
}

export const seriesJson = (about: About, { answer, layers, before }: ShownSeries): string =>
  toJson(about, {
    by: answer.by,
    bucketSeconds: answer.bucketSeconds,
    buckets: answer.buckets.map(iso),
    series: layers.flatMap(({ key, title, shown, total, values }) => (shown ? [{ key, title, total, values }] : [])),
    before,
  });

/** The chart as it is on the screen, since uPlot draws on a canvas alone, and its legend. */
export function seriesPicture(about: About, { layers }: ShownSeries, canvas: HTMLCanvasElement, units: Units): string {
  const ink = inkOfPage();
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const columns = Math.max(1, Math.floor(width / 300));
  const shown = layers.filter((layer) => layer.shown);
  const legend = shown.map((layer, at) => {
    const [x, y] = [10 + (at % columns) * 300, height + 22 + Math.floor(at / columns) * 18];
    return `<rect x="${x}" y="${y - 9}" width="10" height="10" rx="2" fill="${layer.colour}"/>${text(x + 16, y, 'start', `${layer.title}: ${amount(layer.total, units)}`, ink)}`;
  });
  const chart = `<image width="${width}" height="${height}" href="${canvas.toDataURL()}"/>`;
  const size = { width, height: height + 26 + Math.ceil(shown.length / columns) * 18 };
  return framed(about, ink, size, chart + legend.join('\n'));
}

export interface ShownTop {
  answer: TopResponse;
  rows: readonly TopRow[];
  nameOf: (row: TopRow) => string;
}

/** The table's rows in its order: what it shows in the chosen units, then the plain sums. */
export const topCsv = (about: About, { answer, rows }: ShownTop): string =>
  toCsv(
    about,
    [...answer.by, 'total', 'share', 'rejected_share', 'min', 'mean', 'p95', 'max', 'flows', 'packets', 'bytes'],
    rows.map(({ values, total, share: part, rejected, spread, traffic }) => [
      ...values,
      total,
      part,
      rejected,
      spread?.least ?? null,
      spread?.mean ?? null,
      spread?.p95 ?? null,
      spread?.most ?? null,
      traffic.flows,
      traffic.packets,
      traffic.bytes,
    ]),
  );

export const topJson = (about: About, { answer, rows }: ShownTop): string =>
  toJson(about, {
    by: answer.by,
    totalGroups: answer.totalGroups,
    total: answer.total,
    rest: answer.rest,
    groups: rows.map(({ key: _, ...row }) => row),
  });

/** The groups as bars, in the table's order. */
export function topSvg(about: About, { rows, nameOf }: ShownTop, units: Units): string {
  const ink = inkOfPage();
  const most = Math.max(1e-9, ...rows.map((row) => row.total));
  const bars = rows.map((row, at) => {
    const [y, width] = [12 + at * 22, Math.round((440 * row.total) / most)];
    const said = `${amount(row.total, units)}, ${share(row.share, 1)}`;
    return `${text(310, y + 14, 'end', nameOf(row).slice(0, 48), ink)}<rect x="320" y="${y + 2}" width="${width}" height="16" rx="2" fill="${ink.muted}"/>${text(width + 328, y + 14, 'start', said, ink)}`;
  });
  return framed(about, ink, { width: 960, height: 20 + rows.length * 22 }, bars.join('\n'));
}

const text = (x: number, y: number, anchor: string, said: string, ink: Ink): string =>
  `<text x="${x}" y="${y}" fill="${ink.text}" text-anchor="${anchor}">${escape(said)}</text>`;

/** The bands of the picture, each pair of levels after the other. */
export const pathsCsv = (about: About, answer: SankeyResponse): string =>
  toCsv(
    about,
    ['source_is', 'source', 'target_is', 'target', 'flows', 'packets', 'bytes', 'rejected_flows'],
    answer.links.map(({ source, target, traffic }) => [
      answer.by[answer.nodes[source]!.level]!,
      nodeTitle(answer, source),
      answer.by[answer.nodes[target]!.level]!,
      nodeTitle(answer, target),
      traffic.total.flows,
      traffic.total.packets,
      traffic.total.bytes,
      traffic.rejected.flows,
    ]),
  );

export const pathsJson = (about: About, { by, measure, nodes, links, total }: SankeyResponse): string =>
  toJson(about, { by, measure, total, nodes, links });

const styles = ['fill', 'opacity', 'stroke', 'stroke-width', 'font-size', 'paint-order'] as const;
const shapes = /^(?:d|x|y|dy|width|height|rx|transform|text-anchor)$/;

/** The picture as it stands on the page, with the styles that it has there, and without what only a page needs. */
export function pathsSvg(about: About, picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = picture.querySelectorAll('*');
  for (const [at, shape] of copy.querySelectorAll('*').entries()) {
    const style = getComputedStyle(originals[at]!);
    for (const name of shape.getAttributeNames()) if (!shapes.test(name)) shape.removeAttribute(name);
    for (const name of styles) shape.setAttribute(name, style.getPropertyValue(name));
  }
  const size = { width: picture.clientWidth, height: picture.clientHeight };
  return framed(about, inkOfPage(), size, new XMLSerializer().serializeToString(copy));
}
