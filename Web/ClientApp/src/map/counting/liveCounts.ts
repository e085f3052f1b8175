import type { GeoAnswer, GeoPlace, MapTick } from '../../api/types';
import { Counts, type TickChange } from '../counts';
import type { Counting } from '../state';
import { Fading } from './fading';
import type { RecentRows } from './recentRows';
import { Rolling } from './rolling';
import { SinceLoad } from './sinceLoad';

const minute = 60_000;
/** A count is half of what it was after this long. */
export const halfLife = minute;

/** The live numbers as the reader chose to count them: the service's window, brought up by ticks, or what the page itself has seen. */
export class LiveCounts {
  readonly #base = new Counts();
  #recent: RecentRows | null = null;

  get rows(): Iterable<GeoPlace> {
    return this.#recent?.rows ?? this.#base.rows.values();
  }

  get unplaced(): number {
    return this.#recent?.unplaced ?? this.#base.unplaced;
  }

  get other(): number {
    return this.#recent?.other ?? this.#base.other;
  }

  /** Since when it counts, ms since 1970; null before the first answer. */
  since(now: number): number | null {
    const recent = this.#recent;
    if (recent !== null) return recent.reach === null ? recent.since : Math.max(recent.since, now - recent.reach);
    return this.#base.from === null ? null : Date.parse(this.#base.from);
  }

  clear(counting: Counting, now: number): void {
    this.#base.clear();
    this.count(counting, now);
  }

  /** Begins to count in another way. What the page has not kept cannot be counted again: the last minutes fill up from now. */
  count(counting: Counting, now: number): void {
    switch (counting) {
      case 'window':
        this.#recent = null;
        break;
      case 'load':
        this.#recent = new SinceLoad(now);
        break;
      case 'fade':
        this.#recent = new Fading(halfLife, now);
        break;
      default:
        this.#recent = new Rolling(Number.parseInt(counting, 10) * minute, now);
    }
  }

  rebase(answer: GeoAnswer, now: number): void {
    this.#base.rebase(answer, now);
  }

  add(tick: MapTick, now: number): TickChange {
    const change = this.#base.add(tick, now);
    this.#recent?.add(change, now);
    return change;
  }

  advance(now: number): void {
    this.#recent?.advance(now);
  }
}
