import { listen } from '../api/stream';
import { append, type Line } from './lines';

/** The console of one resource, live: what has come, and what is held back while paused. */
export class ConsoleFeed {
  // Lines are many and never change: no proxies.
  lines = $state.raw<readonly Line[]>([]);
  held = $state.raw<readonly Line[]>([]);
  paused = $state(false);
  /** Lines up to this number are not shown any more. */
  cleared = $state(0);
  readonly #close: () => void;
  #waiting: Line[] = [];
  #frame = 0;

  constructor(id: string) {
    this.#close = listen<Line[]>({
      address: () => `/api/resources/${encodeURIComponent(id)}/console?after=${this.#last}`,
      event: 'lines',
      take: (lines) => {
        this.#waiting = this.#waiting.concat(lines);
        // A chatty process sends hundreds of events a second: one drawing a frame is enough.
        this.#frame ||= requestAnimationFrame(() => {
          this.#frame = 0;
          if (this.paused) this.held = append(this.held, this.#waiting);
          else this.lines = append(this.lines, this.#waiting);
          this.#waiting = [];
        });
      },
    });
  }

  get #last(): number {
    return this.#waiting.at(-1)?.n ?? this.held.at(-1)?.n ?? this.lines.at(-1)?.n ?? 0;
  }

  toggle(): void {
    this.paused = !this.paused;
    if (this.paused) return;
    this.lines = append(this.lines, this.held);
    this.held = [];
  }

  clear(): void {
    this.cleared = this.lines.at(-1)?.n ?? 0;
  }

  close(): void {
    this.#close();
    cancelAnimationFrame(this.#frame);
  }
}
