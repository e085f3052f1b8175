import { ApiProblem, getJson } from '../api/client';
import type { Traffic } from '../api/types';

export interface TopGroup {
  values: (string | null)[];
  traffic: { accepted: Traffic; rejected: Traffic; other: Traffic; total: Traffic };
}

export interface TopAnswer {
  groups: TopGroup[];
  totalGroups: number;
  total: { total: Traffic };
}

/** The largest groups of one dimension. While it is live it is asked on a pace: one question at a time, none while nobody looks. */
export class TopList {
  answer = $state.raw<TopAnswer | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  loading = $state(true);
  #url: (() => string) | null = null;
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param every ms between an answer and the next question; null: asked once */
  ask(url: () => string, every: number | null, isPaused: () => boolean = () => false): void {
    this.stop();
    this.#url = url;
    this.loading = true;
    void this.#run(every, isPaused);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  async #run(every: number | null, isPaused: () => boolean): Promise<void> {
    const abort = (this.#abort = new AbortController());
    const url = this.#url;
    if (url === null) return;
    if (this.answer === null || !(document.hidden || isPaused())) {
      try {
        const answer = await getJson<TopAnswer>(url(), abort.signal);
        if (abort.signal.aborted) return;
        this.answer = answer;
        this.problem = null;
      } catch (error) {
        if (abort.signal.aborted) return;
        this.problem = ApiProblem.of(error);
      }
      this.loading = false;
    }
    if (every !== null) this.#timer = setTimeout(() => void this.#run(every, isPaused), every);
  }
}
