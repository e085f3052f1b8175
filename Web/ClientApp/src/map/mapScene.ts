import type { AwsRegion } from '../api/types';
import type { Cluster } from './clusters';
import type { ArcTally, PointTally } from './summary';

/** What the map shows, in degrees and events; how it is drawn is the renderer's. */
export interface MapScene {
  countries: ReadonlyMap<string, number>;
  arcs: readonly ArcTally[];
  /** What flowed lately along an arc, decayed. */
  recent: (key: string) => number;
  /** The busiest first. */
  points: readonly PointTally[];
  regions: readonly RegionMark[];
}

export interface RegionMark {
  region: AwsRegion;
  /** 0 where nothing of what is shown has to do with it. */
  flows: number;
}

export const emptyScene: MapScene = { countries: new Map(), arcs: [], recent: () => 0, points: [], regions: [] };

export type MapHit =
  | { kind: 'region'; region: AwsRegion; flows: number }
  | { kind: 'point'; point: Cluster }
  | { kind: 'country'; code: string | null; name: string };

/** Circles grow by the square root, so that their areas compare as the counts do. */
export const radius = (flows: number, most: number): number => 1.6 + 8 * Math.sqrt(flows / Math.max(1, most));
