import { ApiProblem, getJson } from '../api/client';
import { barsOf, type Bar, type SeriesAnswer } from './histogram';
import { Player } from './player';
import { firstWindow, isInside, niceWidth, sizeTo, step, type Span } from './timeline';

/** What the view that is played gives: where its window is kept, and how a window is made ready. */
export interface PlayHost {
  /** The range that the slider spans. */
  range(): Span;
  window(): Span | null;
  setWindow(window: Span | null): void;
  /** Resolves when the window's answer is here. */
  ready(window: Span): Promise<void>;
  prefetch(window: Span): void;
}

/** The finest that a window can be set to: a few hundred places to drop it. */
const gridPieces = 400;

/** The slider's state: its histogram, and whether it plays. Knows nothing of what is played. */
export class Play {
  playing = $state(false);
  /** The next window's answer is on its way. */
  waiting = $state(false);
  bars = $state.raw<Bar[] | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  readonly #host: PlayHost;
  readonly #player: Player;
  #abort = new AbortController();

  constructor(host: PlayHost) {
    this.#host = host;
    this.#player = new Player({
      window: () => host.window(),
      range: () => host.range(),
      show: async (window) => {
        const late = setTimeout(() => (this.waiting = true), 150);
        try {
          await host.ready(window);
        } finally {
          clearTimeout(late);
          this.waiting = false;
        }
        if (this.playing) host.setWindow(window);
      },
      prefetch: (window) => host.prefetch(window),
      ended: () => (this.playing = false),
    });
  }

  get range(): Span {
    return this.#host.range();
  }

  get window(): Span | null {
    return this.#host.window();
  }

  get grid(): number {
    return niceWidth(this.range, gridPieces);
  }

  set speed(speed: number) {
    this.#player.speed = speed;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else {
      this.playing = true;
      void this.#player.play(firstWindow({ ...this.range }, 30, 'first'));
    }
  }

  pause(): void {
    this.#player.pause();
    this.playing = false;
  }

  /** The window at the reader's hand: what plays stops. */
  set(window: Span | null): void {
    this.pause();
    this.#host.setWindow(window);
  }

  /** One window on or back; without a window, the last or the first of the range. */
  step(steps: 1 | -1): void {
    const window = this.window;
    if (window === null) this.set(firstWindow(this.range, 30, steps > 0 ? 'first' : 'last'));
    else this.set(step(window, steps, this.range) ?? window);
  }

  /** Half as long, or twice. */
  size(factor: number): void {
    const window = this.window ?? firstWindow(this.range);
    const grid = this.grid;
    const length = Math.max(grid, Math.round(((window.to - window.from) * factor) / grid) * grid);
    this.set(sizeTo(window, 'to', window.from + length, grid, this.range));
  }

  /** A window of another range is none of this one. */
  forgetStrangeWindow(): void {
    const window = this.window;
    if (window !== null && !isInside(window, this.range)) this.set(null);
  }

  /**
   * @param url of a timeseries by action over the range
   * @param again the same question: the bars stay until the new ones are here
   */
  async load(url: string, measure: 'flows' | 'packets' | 'bytes', again?: 'again'): Promise<void> {
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    if (again === undefined) this.bars = null;
    try {
      const answer = await getJson<SeriesAnswer>(url, abort.signal);
      if (abort.signal.aborted) return;
      this.bars = barsOf(answer, measure);
      this.problem = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.problem = ApiProblem.of(error);
    }
  }

  destroy(): void {
    this.pause();
    this.#abort.abort();
  }
}
