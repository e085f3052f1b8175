import type { GeoPlace } from '../../api/types';
import { RowSums, type Arrival, type RecentRows } from './recentRows';

/** Less than half an event is none. */
const least = 0.5;

/** Counts that halve in a given time: what is over fades, what goes on stays. */
export class Fading implements RecentRows {
  readonly reach = null;
  readonly since: number;
  readonly #sums = new RowSums();
  readonly #halfLife: number;
  #at: number;
  #unplaced = 0;
  #other = 0;

  constructor(halfLife: number, now: number) {
    this.#halfLife = halfLife;
    this.since = this.#at = now;
  }

  /** In whole events, as all counts are; the fractions stay inside. */
  get rows(): Iterable<GeoPlace> {
    return rounded(this.#sums.rows);
  }

  get unplaced(): number {
    return Math.round(this.#unplaced);
  }

  get other(): number {
    return Math.round(this.#other);
  }

  add(arrival: Arrival): void {
    for (const row of arrival.rows) this.#sums.add(row);
    this.#unplaced += arrival.unplaced;
    this.#other = Math.max(0, this.#other + arrival.other);
  }

  advance(now: number): void {
    const factor = 0.5 ** ((now - this.#at) / this.#halfLife);
    this.#at = now;
    this.#unplaced *= factor;
    this.#other *= factor;
    for (const row of this.#sums.rows) {
      row.flows *= factor;
      row.packets *= factor;
      row.bytes *= factor;
      if (row.flows < least) this.#sums.remove(row);
    }
  }
}

function* rounded(rows: Iterable<GeoPlace>): Iterable<GeoPlace> {
  for (const row of rows) {
    yield {
      ...row,
      flows: Math.round(row.flows),
      packets: Math.round(row.packets),
      bytes: Math.round(row.bytes),
    };
  }
}
