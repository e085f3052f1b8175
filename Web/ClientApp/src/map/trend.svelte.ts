import { getJson } from '../api/client';
import { barsOf, type Bar, type SeriesAnswer } from '../play/histogram';
import type { Measured } from './summary';

/** How a country's traffic went over the range; asked on a pace while it is live. */
export class Trend {
  bars = $state.raw<Bar[]>([]);
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  ask(url: () => string, measure: Measured, every: number | null): void {
    this.stop();
    const abort = (this.#abort = new AbortController());
    const run = async (): Promise<void> => {
      if (!document.hidden) {
        try {
          const answer = await getJson<SeriesAnswer>(url(), abort.signal);
          if (!abort.signal.aborted) this.bars = barsOf(answer, measure);
        } catch {
          // The lists beside it say what is wrong with the service; a missing picture says no less.
          if (!abort.signal.aborted) this.bars = [];
        }
      }
      if (every !== null && !abort.signal.aborted) this.#timer = setTimeout(() => void run(), every);
    };
    void run();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }
}
