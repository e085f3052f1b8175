import { ask } from '../api/client';
import { listen } from '../api/stream';
import type { Series } from '../api/telemetry';

/** What a chart draws, anew after each of its steps. */
export class SeriesFeed {
  value = $state.raw<Series | null>(null);
  error = $state.raw<unknown>(null);
  readonly #question: string;
  readonly #gone = new AbortController();
  #stop: (() => void) | undefined;

  constructor(question: string) {
    this.#question = question;
    void this.load();
  }

  async load(): Promise<void> {
    this.error = null;
    try {
      // Asked once by itself: a stream does not say why it is refused.
      this.value = await ask<Series>(`/api/metrics/series${this.#question}`, this.#gone.signal);
      this.#stop?.();
      this.#stop = listen<Series>({
        address: () => `/api/metrics/stream${this.#question}`,
        event: 'series',
        take: (value) => (this.value = value),
      });
    } catch (error) {
      if (!this.#gone.signal.aborted) this.error = error;
    }
  }

  close(): void {
    this.#gone.abort();
    this.#stop?.();
  }
}
