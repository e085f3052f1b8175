import type { GeoPlace } from '../../api/types';
import { RowSums, type Arrival, type RecentRows } from './recentRows';

/** All that came since the page was opened, as the ancestor counted. */
export class SinceLoad implements RecentRows {
  readonly reach = null;
  readonly since: number;
  readonly #sums = new RowSums();
  unplaced = 0;
  other = 0;

  constructor(now: number) {
    this.since = now;
  }

  get rows(): Iterable<GeoPlace> {
    return this.#sums.rows;
  }

  add(arrival: Arrival): void {
    for (const row of arrival.rows) this.#sums.add(row);
    this.unplaced += arrival.unplaced;
    this.other = Math.max(0, this.other + arrival.other);
  }

  advance(): void {
    // Nothing is ever over.
  }
}
