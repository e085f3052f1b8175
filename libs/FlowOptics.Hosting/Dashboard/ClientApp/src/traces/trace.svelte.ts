import { ask, Refusal } from '../api/client';
import { listen } from '../api/stream';
import type { Trace } from '../api/telemetry';

/** Spans of one trace come within seconds of each other. */
const growsFor = 30_000;

/** Logs come before the spans that they were written in: a trace that is not here may be on its way. */
const again = 2_000;
const attempts = 15;

/** One trace, and what is added to it while it is new. */
export class OneTrace {
  value = $state.raw<Trace | null>(null);
  error = $state.raw<unknown>(null);
  readonly #id: string;
  readonly #gone = new AbortController();
  #stop: (() => void) | undefined;
  #timer = 0;
  #left = attempts;

  constructor(id: string) {
    this.#id = encodeURIComponent(id);
    void this.load();
  }

  async load(): Promise<void> {
    try {
      const trace = await ask<Trace>(`/api/traces/${this.#id}`, this.#gone.signal);
      this.value = trace;
      this.error = null;
      if (Date.now() - trace.t - trace.duration > growsFor) return;
      this.#stop?.();
      this.#stop = listen<Trace>({
        address: () => `/api/traces/${this.#id}/stream`,
        event: 'trace',
        take: (value) => (this.value = value),
      });
    } catch (error) {
      if (this.#gone.signal.aborted) return;
      this.error = error;
      if (error instanceof Refusal && error.status === 404 && this.#left-- > 0) {
        this.#timer = window.setTimeout(() => void this.load(), again);
      }
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#gone.abort();
    this.#stop?.();
  }
}
