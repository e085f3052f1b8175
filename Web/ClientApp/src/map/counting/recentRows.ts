import type { GeoPlace } from '../../api/types';

/** What a tick brought, after the page's own book-keeping: rows, records without a place, and records in no row (may go down). */
export interface Arrival {
  rows: readonly GeoPlace[];
  unplaced: number;
  other: number;
}

/** A way to count what comes: since a moment, over the last minutes, or fading. */
export interface RecentRows {
  readonly rows: Iterable<GeoPlace>;
  readonly unplaced: number;
  readonly other: number;
  /** When it began to count, ms since 1970. */
  readonly since: number;
  /** How far back it reaches once it has run for so long, ms; null: for ever. */
  readonly reach: number | null;
  add(arrival: Arrival, now: number): void;
  /** Lets go of what is over. */
  advance(now: number): void;
}

export const rowKey = (row: GeoPlace): string =>
  `${row.account}|${row.region}|${row.country}|${row.city}|${row.latitude}|${row.longitude}|${row.direction}|${row.action}`;

/** Rows by what they are about. Numbers come and go; a row that is at nothing is no row. */
export class RowSums {
  readonly #rows = new Map<string, GeoPlace>();

  get rows(): Iterable<GeoPlace> {
    return this.#rows.values();
  }

  add(row: GeoPlace): GeoPlace {
    const key = rowKey(row);
    const present = this.#rows.get(key);
    if (present === undefined) {
      const fresh = { ...row };
      this.#rows.set(key, fresh);
      return fresh;
    }
    present.flows += row.flows;
    present.packets += row.packets;
    present.bytes += row.bytes;
    return present;
  }

  remove(row: GeoPlace): void {
    this.#rows.delete(rowKey(row));
  }
}
