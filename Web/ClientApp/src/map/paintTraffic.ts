import type { AwsRegion } from '../api/types';
import type { Pen } from '../drawing/pen';
import type { Cluster } from './clusters';
import type { MapPalette } from './colours';
import { radius } from './mapScene';
import type { ArcTally } from './summary';
import { trace, type Ways } from './ways';

export interface WeighedArc {
  arc: ArcTally;
  weight: number;
}

const alphas = [0.06, 0.13, 0.24, 0.4, 0.62, 0.92] as const;
const thickest = 20;
/** Software rasterisers take a path of some tens of curves faster than one of thousands. */
const subPathsOfStroke = 50;

/** Arcs in few styles, the strongest last and thicker. @param arcs the strongest first */
export function paintArcs(
  context: Pen,
  arcs: readonly WeighedArc[],
  regions: ReadonlyMap<string, AwsRegion>,
  ways: Ways,
  palette: MapPalette,
  zoom: number,
): void {
  const styles: { rejected: boolean; alpha: number; width: number; ways: Float32Array[] }[] = [];
  for (const [bucket, alpha] of [...alphas.entries()]) {
    for (const rejected of [false, true])
      styles[bucket * 2 + Number(rejected)] = { rejected, alpha, width: 0.9, ways: [] };
  }
  for (const rejected of [false, true]) styles.push({ rejected, alpha: 0.95, width: 1.7, ways: [] });
  for (const [rank, { arc, weight }] of arcs.entries()) {
    const region = regions.get(arc.region);
    if (region === undefined) continue;
    const bucket = rank < thickest && weight > 0.3 ? alphas.length : bucketOf(weight);
    styles[bucket * 2 + Number(arc.rejected)]!.ways.push(ways.of(arc, region));
  }
  for (const { rejected, alpha, width, ways: list } of styles) {
    context.strokeStyle = rejected ? palette.reject : palette.accept;
    context.setLineDash(rejected ? [4 / zoom, 3 / zoom] : []);
    context.globalAlpha = alpha;
    context.lineWidth = width / zoom;
    for (let first = 0; first < list.length; first += subPathsOfStroke) {
      context.beginPath();
      for (const way of list.slice(first, first + subPathsOfStroke)) trace(context, way);
      context.stroke();
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

const bucketOf = (weight: number): number => Math.min(alphas.length - 1, Math.floor(weight * alphas.length));

/** Circles by the square root of their events; the small ones lie on the large ones. @param clusters the busiest first */
export function paintPoints(
  context: Pen,
  clusters: readonly Cluster[],
  palette: MapPalette,
  zoom: number,
  size: number,
): void {
  const most = clusters[0]?.count ?? 1;
  context.lineWidth = 0.9 / zoom;
  context.strokeStyle = palette.halo;
  for (const cluster of clusters) {
    context.beginPath();
    context.arc(cluster.x, cluster.y, radius(cluster.count, most, size) / zoom, 0, 2 * Math.PI);
    context.globalAlpha = 0.78;
    const rejected = cluster.rejected > cluster.accepted;
    context.fillStyle = rejected ? palette.reject : palette.accept;
    context.fill();
    context.globalAlpha = 0.9;
    context.stroke();
  }
  context.globalAlpha = 1;
}
