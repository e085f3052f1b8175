import type { Meta } from '../api/types';

export type Import = Pick<Meta['import'], 'state' | 'objects' | 'pendingObjects' | 'records'>;

/** So many objects on their way are an import, and not the everyday of a live source. */
const many = 20;
/** While an import goes on, views ask again when they lack a tenth of what there is, and after this long in any case. */
const askedEvery = 15_000;

/**
 * When history holds so much more than the views asked of that they ask again. By shares, so that an import asks a few dozen times, often while there is little and
 * answers are cheap; and once more at its end.
 */
export class Growth {
  #records: number | null = null;
  #at = 0;
  /** An import began and is not through. */
  goesOn = false;

  /** @returns Whether views ask again now. */
  look({ state, objects, pendingObjects, records }: Import, now: number): boolean {
    const went = this.goesOn;
    this.goesOn = state === 'importing' && (went || pendingObjects > many || pendingObjects * many > objects);
    const before = this.#records;
    const ended = went && !this.goesOn;
    const due =
      before !== null &&
      records !== before &&
      (ended || Math.abs(records - before) * 10 >= before || (this.goesOn && now - this.#at >= askedEvery));
    if (before === null || due) [this.#records, this.#at] = [records, now];
    return due;
  }
}
