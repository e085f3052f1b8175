import type { GeoProjection } from 'd3-geo';
import type { AwsRegion } from '../api/types';
import type { Pen } from '../drawing/pen';
import { arcSegments } from './arcs';
import type { ArcTally } from './summary';

/** The cache holds what is drawn and a little more; a new set of arcs starts it anew. */
const kept = 6000;

/** The projected ways of arcs, made once for each size of the map. */
export class Ways {
  readonly #projection: GeoProjection;
  readonly #ways = new Map<string, Float32Array>();

  constructor(projection: GeoProjection) {
    this.#projection = projection;
  }

  /** x and y in turns, NaN where it is cut. Inbound arcs end at the region. */
  of(arc: ArcTally, region: AwsRegion): Float32Array {
    const key = `${arc.latitude},${arc.longitude}|${arc.region}|${arc.inbound}`;
    let way = this.#ways.get(key);
    if (way === undefined) {
      const place = [arc.longitude, arc.latitude] as const;
      const home = [region.longitude, region.latitude] as const;
      const numbers: number[] = [];
      for (const segment of arc.inbound ? arcSegments(place, home) : arcSegments(home, place)) {
        if (numbers.length > 0) numbers.push(NaN, NaN);
        for (const coordinates of segment) numbers.push(...this.#projection(coordinates as [number, number])!);
      }
      way = Float32Array.from(numbers);
      if (this.#ways.size > kept) this.#ways.clear();
      this.#ways.set(key, way);
    }
    return way;
  }
}

export function trace(context: Pen, way: Float32Array): void {
  let pen = false;
  for (let at = 0; at < way.length; at += 2) {
    const x = way[at]!;
    if (Number.isNaN(x)) pen = false;
    else if (pen) context.lineTo(x, way[at + 1]!);
    else {
      context.moveTo(x, way[at + 1]!);
      pen = true;
    }
  }
}
