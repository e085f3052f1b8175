import type { MapTick } from '../api/types';

/** What one tick says is new, with what it cannot know: how much of it the page's base has counted already. */
export interface StreamChange {
  stream: string;
  /** Records with a place since the tick before: those of the rows, and those of rows that were too small or in a tick that was lost. */
  placed: number;
  unplaced: number;
  /** For each row, records that an earlier tick had in "other", or that were lost with it. */
  missed: number[];
}

interface Stream {
  placed: number;
  unplaced: number;
  /** Each row's total when it was last seen. */
  totals: Map<string, number>;
  seen: number;
}

/** A stream that is silent for so long is forgotten: its Enricher ended, or its account has no traffic. */
const forgetAfter = 600_000;

/**
 * The Enrichers' cumulative totals, by which a lost tick's records are still counted. Several Enrichers write to one topic, each with the epoch
 * of its start: what they count adds up.
 */
export class Streams {
  readonly #streams = new Map<string, Stream>();
  readonly #areas = new Map<string, number>();

  clear(): void {
    this.#streams.clear();
    this.#areas.clear();
  }

  /** @returns what the tick brought, and whether an Enricher has begun that this area did not have before. */
  add(tick: MapTick, keys: string[], now: number): { change: StreamChange; isNew: boolean } {
    const area = `${tick.account}/${tick.region}`;
    const name = `${area}/${tick.epoch}`;
    const known = this.#streams.get(name);
    const isNew = known === undefined && (this.#areas.get(area) ?? 0) > 0;
    if (known === undefined) {
      this.#forget(now);
      this.#areas.set(area, (this.#areas.get(area) ?? 0) + 1);
    }

    // Of a stream that began before the page did, only what this tick says is new is new.
    const begins = known === undefined && tick.sequence === 1;
    const before: Stream = known ?? { placed: 0, unplaced: 0, totals: new Map(), seen: now };
    const shown = tick.places.reduce((sum, row) => sum + row.flows, tick.other?.flows ?? 0);
    const change: StreamChange = {
      stream: name,
      placed: known !== undefined || begins ? tick.total.placed - before.placed : shown,
      unplaced: known !== undefined || begins ? tick.total.unplaced - before.unplaced : 0,
      missed: tick.places.map((row, index) => {
        const total = before.totals.get(keys[index]!) ?? (begins ? 0 : row.totalFlows - row.flows);
        return Math.max(0, row.totalFlows - total - row.flows);
      }),
    };

    tick.places.forEach((row, index) => before.totals.set(keys[index]!, row.totalFlows));
    before.placed = tick.total.placed;
    before.unplaced = tick.total.unplaced;
    before.seen = now;
    this.#streams.set(name, before);
    return { change, isNew };
  }

  #forget(now: number): void {
    for (const [name, stream] of this.#streams) {
      if (now - stream.seen < forgetAfter) continue;
      this.#streams.delete(name);
      const area = name.slice(0, name.lastIndexOf('/'));
      this.#areas.set(area, (this.#areas.get(area) ?? 1) - 1);
    }
  }
}
