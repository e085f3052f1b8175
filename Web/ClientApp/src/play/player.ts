import { step, type Span } from './timeline';

export interface PlayerHost {
  /** The window that is shown; null: all of the range. */
  window(): Span | null;
  range(): Span;
  /** Shows a window; resolves when it is on the screen. */
  show(window: Span): Promise<void>;
  /** May ask for a window ahead of its time. */
  prefetch(window: Span): void;
  /** The play came to its end, or a window could not be shown. */
  ended(): void;
}

export const speeds = [0.5, 1, 2, 4, 8] as const;

/** How many windows are asked ahead. */
const ahead = 3;

type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

const timer: Wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    const handle = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(handle);
      resolve();
    });
  });

/**
 * Steps a window through its range. A step waits for its answer, so that no window is skipped however slow the service is; and it lasts at
 * least as long as the speed says.
 */
export class Player {
  readonly #host: PlayerHost;
  readonly #wait: Wait;
  #run: AbortController | null = null;
  /** Windows a second. */
  speed = 1;

  constructor(host: PlayerHost, wait: Wait = timer) {
    this.#host = host;
    this.#wait = wait;
  }

  get playing(): boolean {
    return this.#run !== null;
  }

  pause(): void {
    this.#run?.abort();
    this.#run = null;
  }

  /** Goes on from the window; from the range's beginning when that was the last. */
  async play(first: Span): Promise<void> {
    this.pause();
    const run = (this.#run = new AbortController());
    const stopped = (): boolean => run.signal.aborted;
    const present = this.#host.window();
    let next = present === null ? first : (step(present, 1, this.#host.range()) ?? first);
    try {
      for (;;) {
        this.#prefetch(next);
        await this.#host.show(next);
        if (stopped()) return;
        this.#prefetch(next);
        await this.#wait(1000 / this.speed, run.signal);
        if (stopped()) return;
        const following = step(this.#host.window() ?? next, 1, this.#host.range());
        if (following === null) break;
        next = following;
      }
    } catch {
      // The host shows what went wrong with its answer; there is nothing to play until it is asked again.
    }
    if (stopped()) return;
    this.#run = null;
    this.#host.ended();
  }

  #prefetch(window: Span): void {
    for (let steps = 1; steps <= ahead; steps++) {
      const next = step(window, steps, this.#host.range());
      if (next === null) return;
      this.#host.prefetch(next);
    }
  }
}
