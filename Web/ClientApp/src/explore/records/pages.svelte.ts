import { ApiProblem, ask } from '../../api/client';
import type { FlowsResponse } from '../../api/types';
import { Asking } from '../asking.svelte';
import type { Question } from '../question';

export const pageSize = 200;

export type Cell = string | number | null;

/** Records, newest first, page behind page: the next one comes when one scrolls near the end of what is there. */
export class RecordPages {
  readonly first = new Asking<FlowsResponse>();
  more = $state.raw<readonly Cell[][]>([]);
  next = $state.raw<string | null>(null);
  fetching = $state(false);
  /** Why no further page came. */
  trouble = $state.raw<ApiProblem | null>(null);
  #url = '';
  #abort = new AbortController();

  get columns(): readonly string[] {
    return this.first.answer?.columns ?? [];
  }

  get count(): number {
    return (this.first.answer?.rows.length ?? 0) + this.more.length;
  }

  row(index: number): Cell[] | undefined {
    const rows = this.first.answer?.rows ?? [];
    return index < rows.length ? rows[index] : this.more[index - rows.length];
  }

  async open(url: string, of: Question): Promise<void> {
    this.#abort.abort();
    this.#url = url;
    this.fetching = false;
    this.trouble = null;
    await this.first.open(url, of);
    if (this.#url !== url || this.first.answered !== url) return;
    this.more = [];
    this.next = this.first.answer?.next ?? null;
  }

  async fetchMore(): Promise<void> {
    if (this.next === null || this.fetching || this.first.busy) return;
    const [url, abort] = [this.#url, (this.#abort = new AbortController())];
    this.fetching = true;
    try {
      const page = await ask<FlowsResponse>(`${url}&cursor=${encodeURIComponent(this.next)}`, abort.signal, () => {});
      if (abort.signal.aborted || this.#url !== url) return;
      this.more = [...this.more, ...page.rows];
      this.next = page.next;
      this.trouble = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.trouble = ApiProblem.of(error);
    }
    this.fetching = false;
  }

  stop(): void {
    this.#abort.abort();
    this.first.stop();
  }
}
