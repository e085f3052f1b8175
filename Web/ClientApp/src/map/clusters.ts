import type { ArcTally, PointTally } from './summary';

/** Places that would cover each other on the screen, drawn as one at the place of the busiest. */
export interface Cluster extends PointTally {
  x: number;
  y: number;
  /** How many further places it stands for. */
  more: number;
}

export interface ClusterArc {
  arc: ArcTally;
  /** What flowed lately, decayed. */
  recent: number;
}

type Project = (longitude: number, latitude: number) => readonly [number, number];

/**
 * Places that fall into one cell of the screen become one, so that the map has no more ink for a thousand places than for a hundred. Cells lie
 * still under the map, and so a cluster does not jump from second to second.
 * @param points the busiest first
 * @returns the clusters, the busiest first, and for each place ("latitude,longitude") its cluster
 */
export function clusterPoints(
  points: readonly PointTally[],
  project: Project,
  cell: number,
): { clusters: Cluster[]; of: Map<string, Cluster> } {
  const cells = new Map<string, Cluster>();
  const of = new Map<string, Cluster>();
  for (const point of points) {
    const [x, y] = project(point.longitude, point.latitude);
    const at = `${Math.floor(x / cell)},${Math.floor(y / cell)}`;
    let cluster = cells.get(at);
    if (cluster === undefined) cells.set(at, (cluster = { ...point, x, y, more: 0 }));
    else {
      cluster.count += point.count;
      cluster.accepted += point.accepted;
      cluster.rejected += point.rejected;
      cluster.more++;
    }
    of.set(`${point.latitude},${point.longitude}`, cluster);
  }
  return { clusters: [...cells.values()].sort((left, right) => right.count - left.count), of };
}

/** Arcs whose places became one become one too. */
export function clusterArcs(
  arcs: readonly ArcTally[],
  of: ReadonlyMap<string, Cluster>,
  recent: (key: string) => number,
): ClusterArc[] {
  const merged = new Map<string, ClusterArc>();
  for (const arc of arcs) {
    const cluster = of.get(`${arc.latitude},${arc.longitude}`);
    const { latitude, longitude } = cluster ?? arc;
    const key = `${latitude},${longitude}|${arc.region}|${arc.inbound ? 'i' : 'o'}|${arc.rejected ? 'r' : 'a'}`;
    const present = merged.get(key);
    if (present === undefined) merged.set(key, { arc: { ...arc, key, latitude, longitude }, recent: recent(arc.key) });
    else {
      present.arc.count += arc.count;
      present.recent += recent(arc.key);
    }
  }
  return [...merged.values()];
}
