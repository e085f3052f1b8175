import type { AwsRegion } from '../api/types';
import type { Cluster } from './clusters';
import type { ArcTally, PointTally } from './summary';

/** What the map shows, in degrees and events; how it is drawn is the renderer's. */
export interface MapScene {
  countries: ReadonlyMap<string, number>;
  arcs: readonly ArcTally[];
  /** What flowed lately along an arc, decayed. */
  recent: (key: string) => number;
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
export const radius = (count: number, most: number, size: number): number =>
  size * (1.6 + 8 * Math.sqrt(count / Math.max(1, most)));

/** How large marks are: on a phone's map those of a desk would cover the countries. */
export const markSize = (width: number): number => Math.min(1, Math.max(0.55, width / 900));
