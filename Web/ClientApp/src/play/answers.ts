import type { Span } from './timeline';

interface Entry<T> {
  promise: Promise<T>;
  abort: AbortController;
  weight: number;
  done: boolean;
}

/**
 * Answers by window, asked ahead of the play and kept for the way back. Bounded by their number and their weight (what one weighs is the
 * caller's to say: rows, say); the least recently used goes first. A failed one is forgotten, so that it can be asked again.
 */
export class Answers<T> {
  readonly #ask: (window: Span, signal: AbortSignal) => Promise<T>;
  readonly #weigh: (answer: T) => number;
  readonly #most: number;
  readonly #heaviest: number;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(
    ask: (window: Span, signal: AbortSignal) => Promise<T>,
    weigh: (answer: T) => number,
    { most, heaviest }: { most: number; heaviest: number },
  ) {
    this.#ask = ask;
    this.#weigh = weigh;
    this.#most = most;
    this.#heaviest = heaviest;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(window: Span): Promise<T> {
    const key = `${window.from}/${window.to}`;
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = this.#begin(key, window);
    } else {
      this.#entries.delete(key);
    }
    this.#entries.set(key, entry);
    this.#trim();
    return entry.promise;
  }

  /** Asks ahead, unless two questions are on their way already: the server has other readers too. */
  prefetch(window: Span): void {
    const waiting = [...this.#entries.values()].filter((entry) => !entry.done).length;
    const key = `${window.from}/${window.to}`;
    if (waiting >= 2 || this.#entries.has(key)) return;
    this.#entries.set(key, this.#begin(key, window));
    this.#trim();
  }

  has(window: Span): boolean {
    return this.#entries.get(`${window.from}/${window.to}`)?.done === true;
  }

  /** Another filter, another account: nothing of it is true any more. */
  clear(): void {
    for (const entry of this.#entries.values()) entry.abort.abort();
    this.#entries.clear();
  }

  #begin(key: string, window: Span): Entry<T> {
    const abort = new AbortController();
    const entry: Entry<T> = { promise: this.#ask(window, abort.signal), abort, weight: 0, done: false };
    entry.promise.then(
      (answer) => {
        entry.done = true;
        entry.weight = this.#weigh(answer);
        this.#trim();
      },
      () => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
      },
    );
    return entry;
  }

  #trim(): void {
    let weight = 0;
    for (const entry of this.#entries.values()) weight += entry.weight;
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= this.#most && weight <= this.#heaviest) return;
      // The newest is being looked at.
      if (this.#entries.size === 1) return;
      weight -= entry.weight;
      this.#entries.delete(key);
      if (!entry.done) entry.abort.abort();
    }
  }
}
