import { busiest, type ArcTally, type PointTally } from './summary';

/** Places that would cover each other on the screen, drawn as one at the place of the busiest. */
export interface Cluster extends PointTally {
  x: number;
  y: number;
  /** How many further places it stands for. */
  more: number;
  /** What its busiest place counts. */
  top: number;
  /** Its number among the clusters. */
  index: number;
}

export interface ClusterArc {
  arc: ArcTally;
  /** What flowed lately, decayed. */
  recent: number;
}

type Project = (point: PointTally) => readonly [number, number];

/**
 * Places that fall into one cell of the screen become one, so that the map has no more ink for a thousand places than for a hundred. Cells lie
 * still under the map, and so a cluster does not jump from second to second.
 * @returns the clusters, the busiest first, and for each place its cluster
 */
export function clusterPoints(
  points: readonly PointTally[],
  project: Project,
  cell: number,
): { clusters: Cluster[]; of: Map<string, Cluster> } {
  const cells = new Map<number, Cluster>();
  const of = new Map<string, Cluster>();
  for (const point of points) {
    const [x, y] = project(point);
    // No map is a million cells wide.
    const at = Math.floor(x / cell) * 1_000_000 + Math.floor(y / cell);
    let cluster = cells.get(at);
    if (cluster === undefined) {
      cells.set(at, (cluster = { ...point, x, y, more: 0, top: point.count, index: cells.size }));
    } else {
      cluster.count += point.count;
      cluster.accepted += point.accepted;
      cluster.rejected += point.rejected;
      cluster.more++;
      if (point.count > cluster.top) {
        const { place, latitude, longitude, country, city, count: top } = point;
        Object.assign(cluster, { place, latitude, longitude, country, city, top, x, y });
      }
    }
    of.set(point.place, cluster);
  }
  return { clusters: busiest(cells.values()), of };
}

/** Arcs whose places became one become one too. */
export function clusterArcs(
  arcs: readonly ArcTally[],
  of: ReadonlyMap<string, Cluster>,
  recent: (key: string) => number,
): ClusterArc[] {
  const merged = new Map<number, ClusterArc>();
  const regions = new Map<string, number>();
  for (const arc of arcs) {
    const cluster = of.get(arc.place);
    if (cluster === undefined) continue;
    let region = regions.get(arc.region);
    if (region === undefined) regions.set(arc.region, (region = regions.size));
    const key = ((cluster.index * 1000 + region) * 2 + Number(arc.inbound)) * 2 + Number(arc.rejected);
    const present = merged.get(key);
    if (present === undefined) {
      const { place, latitude, longitude } = cluster;
      merged.set(key, { arc: { ...arc, place, latitude, longitude }, recent: recent(arc.key) });
    } else {
      present.arc.count += arc.count;
      present.recent += recent(arc.key);
    }
  }
  return [...merged.values()];
}
