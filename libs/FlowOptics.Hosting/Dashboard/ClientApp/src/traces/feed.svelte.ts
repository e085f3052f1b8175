import { ask } from '../api/client';
import { listen } from '../api/stream';
import type { TraceAnswer, TraceRow } from '../api/telemetry';
import { merged } from './kept';

const pageSize = 500;

/** The traces that one question finds, newest first: older ones are fetched as one scrolls, new ones come live. */
export class TraceFeed {
  rows = $state.raw<readonly TraceRow[]>([]);
  held = $state.raw<readonly TraceRow[]>([]);
  ready = $state(false);
  error = $state.raw<unknown>(null);
  paused = $state(false);
  /** How many have come above the first ones. */
  moved = $state(0);
  more = $state(false);
  readonly #question: string;
  readonly #and: string;
  readonly #gone = new AbortController();
  #stop: (() => void) | undefined;
  #fetching = false;

  constructor(question: string) {
    this.#question = question;
    this.#and = question === '' ? '?' : '&';
  }

  async load(): Promise<void> {
    this.error = null;
    const first = await this.#fetch('');
    if (first === null) return;
    this.ready = true;
    this.#stop?.();
    this.#stop = listen<TraceRow[]>({
      address: () => `/api/traces/stream${this.#question}${this.#and}limit=50`,
      event: 'traces',
      take: (rows) => {
        if (this.paused) this.held = merged(this.held, rows).rows;
        else this.#take(rows);
      },
    });
  }

  async older(): Promise<void> {
    const last = this.rows.at(-1);
    if (this.more && last !== undefined) await this.#fetch(`&before=${last.t}`);
  }

  toggle(): void {
    this.paused = !this.paused;
    if (this.paused) return;
    this.#take(this.held);
    this.held = [];
  }

  /** AppHost has forgotten them. */
  clear(): void {
    this.rows = this.held = [];
    this.more = false;
  }

  close(): void {
    this.#gone.abort();
    this.#stop?.();
  }

  async #fetch(before: string): Promise<TraceAnswer | null> {
    if (this.#fetching) return null;
    this.#fetching = true;
    try {
      const path = `/api/traces${this.#question}${this.#and}limit=${pageSize}${before}`;
      const answer = await ask<TraceAnswer>(path, this.#gone.signal);
      this.rows = merged(this.rows, answer.traces).rows;
      this.more = answer.more;
      return answer;
    } catch (error) {
      if (!this.#gone.signal.aborted) this.error = error;
      return null;
    } finally {
      this.#fetching = false;
    }
  }

  #take(more: readonly TraceRow[]): void {
    const { rows, above } = merged(this.rows, more);
    this.rows = rows;
    this.moved += above;
  }
}
