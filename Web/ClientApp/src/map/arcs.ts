export type Coordinates = readonly [longitude: number, latitude: number];

const samples = 28;

/**
 * The way of an arc over the map, cut where it leaves the map at the antimeridian. It takes the shorter way round and bows towards
 * the pole like a flight, but less: true great circles from Asia to America would all crowd the map's upper edge.
 */
export function arcSegments(from: Coordinates, to: Coordinates): Coordinates[][] {
  const east = ((to[0] - from[0] + 540) % 360) - 180;
  const bow = Math.min(26, Math.abs(east) * 0.2 + Math.abs(to[1] - from[1]) * 0.08) * (from[1] + to[1] < -30 ? -1 : 1);
  const segments: Coordinates[][] = [[]];
  let turn = 0;
  let last: Coordinates | null = null;
  for (let index = 0; index <= samples; index++) {
    const t = index / samples;
    const longitude = from[0] + east * t;
    const latitude = Math.max(-82, Math.min(82, from[1] + (to[1] - from[1]) * t + bow * 4 * t * (1 - t)));
    const turnHere = Math.floor((longitude + 180) / 360);
    if (last !== null && turnHere !== turn) {
      // Both halves end exactly on the map's edge.
      const edge = turnHere > turn ? 180 : -180;
      const share = (edge + turn * 360 - last[0]) / (longitude - last[0]);
      const height = last[1] + (latitude - last[1]) * share;
      segments.at(-1)!.push([edge, height]);
      segments.push([[-edge, height]]);
    }
    turn = turnHere;
    segments.at(-1)!.push([longitude - turn * 360, latitude]);
    last = [longitude, latitude];
  }
  return segments.filter((segment) => segment.length > 1);
}

/** How strong each arc is drawn: what flowed lately counts most, what flowed at all keeps a trace. */
export class ArcGlow {
  readonly #recent = new Map<string, number>();
  #at = 0;

  add(key: string, flows: number): void {
    this.#recent.set(key, (this.#recent.get(key) ?? 0) + flows);
  }

  clear(): void {
    this.#recent.clear();
  }

  /** Halves every 20 s: more traffic turns arcs over, it does not fill the map with ink. */
  decay(now: number): void {
    const factor = 0.5 ** ((now - this.#at) / 20_000);
    this.#at = now;
    for (const [key, value] of this.#recent) {
      if (value * factor < 0.05) this.#recent.delete(key);
      else this.#recent.set(key, value * factor);
    }
  }

  /** What flowed lately along an arc; 0 for one that rests. */
  readonly recent = (key: string): number => this.#recent.get(key) ?? 0;
}

/** 0 to 1 for each arc, relative to the strongest, by the square root; the strongest first. */
export function weighArcs<T extends { arc: { count: number }; recent: number }>(
  arcs: readonly T[],
): (T & { weight: number })[] {
  let most = 1;
  let mostRecent = 0;
  for (const { arc, recent } of arcs) {
    most = Math.max(most, arc.count);
    mostRecent = Math.max(mostRecent, recent);
  }
  return arcs
    .map((one) => {
      const trace = Math.sqrt(one.arc.count / most);
      const weight = mostRecent === 0 ? trace : 0.3 * trace + 0.7 * Math.sqrt(one.recent / mostRecent);
      return { ...one, weight };
    })
    .sort((left, right) => right.weight - left.weight);
}
