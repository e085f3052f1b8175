import type { GeoAnswer, GeoPlace, MapTick } from '../api/types';
import { rowKey } from './counting/recentRows';
import { Streams, type StreamChange } from './streams';

/** What a tick brought, for the dots that fly. */
export interface TickChange {
  rows: GeoPlace[];
  /** Records in all, also those whose rows were too small for the tick. */
  flows: number;
  unplaced: number;
  /** Records in no row: less than nothing when they went to their rows. */
  other: number;
  /** An Enricher started anew: what we have counted so far has to be asked again. */
  newEpoch: boolean;
}

interface Change extends StreamChange {
  time: number;
  arrived: number;
  rows: GeoPlace[];
}

/** Ticks are kept for as long as an answer may be on its way. */
const keepMilliseconds = 60_000;

/**
 * The map's numbers: a base from the API and the ticks since. Their sum is exact whatever ticks were lost, since each tick carries its Enricher's
 * totals: a record that is placed but in no row yet is in "other", and goes from there to its row when the row comes again. A tick may be counted
 * in the base already, so that all is right again with each new base.
 */
export class Counts {
  readonly rows = new Map<string, GeoPlace>();
  unplaced = 0;
  from: string | null = null;
  to: string | null = null;
  readonly #streams = new Streams();
  /** Records that are placed but in no row, by stream, since the base. */
  readonly #others = new Map<string, number>();
  #recent: Change[] = [];

  /** Records in rows that were too small for their tick. */
  get other(): number {
    return [...this.#others.values()].reduce((sum, flows) => sum + flows, 0);
  }

  clear(): void {
    this.rows.clear();
    this.#streams.clear();
    this.#others.clear();
    this.#recent = [];
    this.unplaced = 0;
    this.from = this.to = null;
  }

  /**
   * Takes the API's answer as the truth up to its end, and adds what came after. Both are the services' times. An end that is far from
   * the answer's arrival (a range into the future, clocks apart) says nothing: then it is what arrived after the answer that is added.
   */
  rebase(answer: GeoAnswer, now: number): void {
    this.rows.clear();
    this.#others.clear();
    this.unplaced = answer.unplaced.flows;
    this.from = answer.from;
    this.to = answer.to;
    for (const row of answer.places) this.#addRow(row);
    const end = Date.parse(answer.to);
    const plausible = Math.abs(now - end) < keepMilliseconds;
    for (const change of this.#recent) {
      if (plausible ? change.time > end : change.arrived > now) this.#apply(change);
    }
  }

  add(tick: MapTick, now: number): TickChange {
    const rows = tick.places.map((place): GeoPlace => ({ ...place, account: tick.account, region: tick.region }));
    const { change, isNew } = this.#streams.add(tick, rows.map(rowKey), now);
    const timed: Change = { ...change, time: Date.parse(tick.time), arrived: now, rows };
    const applied = this.#apply(timed);
    this.#recent.push(timed);
    while (this.#recent.length > 0 && this.#recent[0]!.arrived < now - keepMilliseconds) this.#recent.shift();
    const other = applied.reduce((rest, row) => rest - row.flows, change.placed);
    return { rows: applied, flows: change.placed + change.unplaced, unplaced: change.unplaced, other, newEpoch: isNew };
  }

  /** @returns the rows with what came to them out of "other". */
  #apply(change: Change): GeoPlace[] {
    this.unplaced += change.unplaced;
    let other = (this.#others.get(change.stream) ?? 0) + change.placed;
    for (const row of change.rows) other -= row.flows;
    const applied = change.rows.map((row, index) => {
      // No more than there is: what a row missed before the base is in the base.
      const moved = Math.min(change.missed[index]!, Math.max(0, other));
      other -= moved;
      const whole = moved === 0 ? row : { ...row, flows: row.flows + moved };
      this.#addRow(whole);
      return whole;
    });
    this.#others.set(change.stream, other);
    return applied;
  }

  #addRow(row: GeoPlace): void {
    const key = rowKey(row);
    const present = this.rows.get(key);
    if (present === undefined) {
      this.rows.set(key, { ...row });
    } else {
      present.flows += row.flows;
      present.packets += row.packets;
      present.bytes += row.bytes;
    }
  }
}
