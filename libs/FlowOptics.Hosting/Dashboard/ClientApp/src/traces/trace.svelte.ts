import { ask } from '../api/client';
import { listen } from '../api/stream';
import type { Trace } from '../api/telemetry';

/** Spans of one trace come within seconds of each other. */
const growsFor = 30_000;

/** One trace, and what is added to it while it is new. */
export class OneTrace {
  value = $state.raw<Trace | null>(null);
  error = $state.raw<unknown>(null);
  readonly #id: string;
  readonly #gone = new AbortController();
  #stop: (() => void) | undefined;

  constructor(id: string) {
    this.#id = encodeURIComponent(id);
    void this.load();
  }

  async load(): Promise<void> {
    this.error = null;
    try {
      const trace = await ask<Trace>(`/api/traces/${this.#id}`, this.#gone.signal);
      this.value = trace;
      if (Date.now() - trace.t - trace.duration > growsFor) return;
      this.#stop?.();
      this.#stop = listen<Trace>({
        address: () => `/api/traces/${this.#id}/stream`,
        event: 'trace',
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
