import type { GeoPlace } from '../api/types';
import { toJson, type About } from '../export/about';
import { toCsv } from '../export/csv';
import { framed, inkOfPage } from '../export/picture';
import { SvgPen } from '../export/svgPen';
import type { MapRenderer } from './mapRenderer';
import type { MapModel } from './model.svelte';

const columns = [
  'country',
  'city',
  'latitude',
  'longitude',
  'account',
  'region',
  'direction',
  'action',
  'flows',
  'packets',
  'bytes',
] as const satisfies readonly (keyof GeoPlace)[];

/** The places that the map shows, a line for each way to a region of an account with one outcome. */
export const placesCsv = (about: About, rows: readonly GeoPlace[]): string =>
  toCsv(
    about,
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );

/** The same with the totals: also of records that have no place. */
export function placesJson(
  about: About,
  model: Pick<MapModel, 'shownRows' | 'totals' | 'unplaced' | 'measure'>,
): string {
  const { totals, unplaced, measure, shownRows } = model;
  return toJson(about, { measure, totals, unplacedFlows: unplaced, places: shownRows });
}

/** What the map shows, but for the dots that fly, in shapes that a drawing program can change. */
export function mapSvg(about: About, renderer: MapRenderer): string {
  const probe = document.createElement('canvas').getContext('2d')!;
  const pen = (): SvgPen => {
    const made: SvgPen = new SvgPen((text) => {
      probe.font = made.font;
      return probe.measureText(text);
    });
    return made;
  };
  const [land, marks] = [pen(), pen()];
  const { width, height, camera } = renderer.sketch(land, marks);
  const body = `<svg width="${width}" height="${height}"><g transform="translate(${camera.x} ${camera.y}) scale(${camera.k})">\n${land.take()}\n</g>\n${marks.take()}\n</svg>`;
  return framed(about, inkOfPage(), { width, height }, body, 'IP Geolocation by DB-IP, made with Natural Earth');
}
