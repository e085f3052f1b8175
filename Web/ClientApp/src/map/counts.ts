import type { GeoAnswer, GeoPlace, MapTick } from '../api/types';

/** What a tick brought, for the dots that fly. */
export interface TickChange {
  rows: GeoPlace[];
  /** Records in all, also those whose rows were too small for the tick. */
  flows: number;
  /** The Enricher started anew: what we have counted so far has to be asked again. */
  newEpoch: boolean;
}

interface Stream {
  epoch: string;
  unplaced: number;
  /** Each row's total when it was last seen; a lost tick's records show as the difference. */
  totals: Map<string, number>;
}

/** Ticks are kept for as long as an answer may be on its way. */
const keepMilliseconds = 60_000;

/**
 * The map's numbers: a base from the API and the ticks since. A tick may be lost or counted in the base already, so that the
 * sum is right again with each new base; in between a row's own total repairs what a lost tick held.
 */
export class Counts {
  readonly rows = new Map<string, GeoPlace>();
  unplaced = 0;
  /** Records in rows that were too small for their tick. */
  other = 0;
  from: string | null = null;
  to: string | null = null;
  readonly #streams = new Map<string, Stream>();
  #recent: { time: number; arrived: number; rows: GeoPlace[]; unplaced: number; other: number }[] = [];

  clear(): void {
    this.rows.clear();
    this.#streams.clear();
    this.#recent = [];
    this.unplaced = 0;
    this.other = 0;
    this.from = this.to = null;
  }

  /**
   * Takes the API's answer as the truth up to its end, and adds what came after. Both are the services' times. An end that is far from
   * the answer's arrival (a range into the future, clocks apart) says nothing: then it is what arrived after the answer that is added.
   */
  rebase(answer: GeoAnswer, now: number): void {
    this.rows.clear();
    this.other = 0;
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
    const name = `${tick.account}/${tick.region}`;
    const known = this.#streams.get(name);
    const newEpoch = known !== undefined && known.epoch !== tick.epoch;
    const same = known !== undefined && !newEpoch;
    const stream: Stream = same ? known : { epoch: tick.epoch, unplaced: tick.total.unplaced, totals: new Map() };
    const unplaced = same ? Math.max(0, tick.total.unplaced - stream.unplaced) : 0;
    stream.unplaced = tick.total.unplaced;
    this.#streams.set(name, stream);

    const rows = tick.places.map((place): GeoPlace => {
      const row = { ...place, account: tick.account, region: tick.region };
      const key = keyOf(row);
      const before = stream.totals.get(key);
      const missed = before === undefined ? 0 : Math.max(0, place.totalFlows - before - place.flows);
      stream.totals.set(key, place.totalFlows);
      return { ...row, flows: place.flows + missed };
    });
    const other = tick.other?.flows ?? 0;
    const time = Date.parse(tick.time);
    const change = { time, arrived: now, rows, unplaced, other };
    this.#apply(change);
    this.#recent.push(change);
    while (this.#recent.length > 0 && this.#recent[0]!.arrived < now - keepMilliseconds) this.#recent.shift();
    return { rows, flows: rows.reduce((sum, row) => sum + row.flows, unplaced + other), newEpoch };
  }

  #apply(change: { rows: GeoPlace[]; unplaced: number; other: number }): void {
    this.unplaced += change.unplaced;
    this.other += change.other;
    for (const row of change.rows) this.#addRow(row);
  }

  #addRow(row: GeoPlace): void {
    const key = keyOf(row);
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

const keyOf = (row: GeoPlace): string =>
  `${row.account}|${row.region}|${row.country}|${row.city}|${row.latitude}|${row.longitude}|${row.direction}|${row.action}`;
