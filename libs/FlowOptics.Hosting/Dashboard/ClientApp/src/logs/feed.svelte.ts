import { ask } from '../api/client';
import { listen } from '../api/stream';
import type { LogAnswer, LogRow } from '../api/telemetry';
import { inTime, merged, mostLogs } from './kept';

/** The logs that one question finds: those that are kept, then live. */
export class LogFeed {
  rows = $state.raw<readonly LogRow[]>([]);
  held = $state.raw<readonly LogRow[]>([]);
  /** False until the first answer. */
  ready = $state(false);
  error = $state.raw<unknown>(null);
  paused = $state(false);
  /** How many rows have fallen off the top. */
  dropped = $state(0);
  /** How many more than are shown have matched. */
  older = $state(0);
  readonly #question: string;
  readonly #gone = new AbortController();
  #stop: (() => void) | undefined;
  #last = 0;

  constructor(question: string) {
    this.#question = question;
  }

  async load(): Promise<void> {
    this.error = null;
    try {
      const and = this.#question === '' ? '?' : '&';
      const { logs, matching } = await ask<LogAnswer>(
        `/api/logs${this.#question}${and}limit=${mostLogs}`,
        this.#gone.signal,
      );
      this.rows = inTime(logs);
      this.older = Math.max(0, matching - logs.length);
      this.#last = logs.at(-1)?.n ?? 0;
      this.ready = true;
      this.#stop?.();
      this.#stop = listen<LogRow[]>({
        address: () => `/api/logs/stream${this.#question}${and}after=${this.#last}`,
        event: 'logs',
        take: (more) => this.#take(more),
      });
    } catch (error) {
      if (!this.#gone.signal.aborted) this.error = error;
    }
  }

  toggle(): void {
    this.paused = !this.paused;
    if (this.paused) return;
    const { held } = this;
    this.held = [];
    this.#add(held);
  }

  /** AppHost has forgotten them. */
  clear(): void {
    this.rows = this.held = [];
    this.dropped = this.older = 0;
  }

  close(): void {
    this.#gone.abort();
    this.#stop?.();
  }

  #take(more: readonly LogRow[]): void {
    // What came twice (a reconnect) is left out.
    const news = more.filter(({ n }) => n > this.#last);
    this.#last = news.at(-1)?.n ?? this.#last;
    if (this.paused) this.held = merged(this.held, news).rows;
    else this.#add(news);
  }

  #add(more: readonly LogRow[]): void {
    const { rows, dropped } = merged(this.rows, more);
    this.rows = rows;
    this.dropped += dropped;
  }
}
