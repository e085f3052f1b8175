import type { GeoPlace } from '../../api/types';
import { RowSums, type Arrival, type RecentRows } from './recentRows';

/** A slice of time that is over: which rows had how much in it. Arrays of numbers, a tenth of the memory that objects would take. */
interface Slice {
  end: number;
  rows: GeoPlace[];
  numbers: Float64Array;
  unplaced: number;
  other: number;
}

const slices = 60;

/** The last minutes by arrival: sums, and slices of a sixtieth each that are taken from them when they are over. */
export class Rolling implements RecentRows {
  readonly reach: number;
  readonly since: number;
  readonly #sums = new RowSums();
  readonly #width: number;
  #past: Slice[] = [];
  #open = new Map<GeoPlace, [flows: number, packets: number, bytes: number]>();
  #openUnplaced = 0;
  #openOther = 0;
  #openSince: number;
  unplaced = 0;
  other = 0;

  constructor(reach: number, now: number) {
    this.reach = reach;
    this.since = this.#openSince = now;
    this.#width = reach / slices;
  }

  get rows(): Iterable<GeoPlace> {
    return this.#sums.rows;
  }

  add(arrival: Arrival, now: number): void {
    this.advance(now);
    for (const row of arrival.rows) {
      const sum = this.#sums.add(row);
      const open = this.#open.get(sum);
      if (open === undefined) this.#open.set(sum, [row.flows, row.packets, row.bytes]);
      else {
        open[0] += row.flows;
        open[1] += row.packets;
        open[2] += row.bytes;
      }
    }
    this.unplaced += arrival.unplaced;
    this.#openUnplaced += arrival.unplaced;
    this.other += arrival.other;
    this.#openOther += arrival.other;
  }

  advance(now: number): void {
    if (now - this.#openSince >= this.#width) this.#close(now);
    while (this.#past.length > 0 && this.#past[0]!.end <= now - this.reach) this.#take(this.#past.shift()!);
  }

  #close(now: number): void {
    if (this.#open.size > 0 || this.#openUnplaced !== 0 || this.#openOther !== 0) {
      const numbers = new Float64Array(this.#open.size * 3);
      let at = 0;
      for (const open of this.#open.values()) {
        numbers.set(open, at);
        at += 3;
      }
      const rows = [...this.#open.keys()];
      this.#past.push({ end: now, rows, numbers, unplaced: this.#openUnplaced, other: this.#openOther });
      this.#open = new Map();
      this.#openUnplaced = this.#openOther = 0;
    }
    this.#openSince = now;
  }

  #take({ rows, numbers, unplaced, other }: Slice): void {
    for (const [index, row] of rows.entries()) {
      row.flows -= numbers[index * 3]!;
      row.packets -= numbers[index * 3 + 1]!;
      row.bytes -= numbers[index * 3 + 2]!;
      // Some record is still counted in a row as long as it has flows; a row at nothing would come again as a new one.
      if (row.flows <= 0) this.#sums.remove(row);
    }
    this.unplaced -= unplaced;
    this.other -= other;
  }
}
