import { ApiProblem, ask } from '../api/client';
import type { GraphAnswer, QueryProgress } from '../api/types';
import { rangeOf, type PageState } from '../state/url';
import { graphProblem, graphUrl } from './query';

/** A live graph is asked again this often. */
export const refreshEvery = 10_000;

export class GraphModel {
  answer = $state.raw<GraphAnswer | null>(null);
  loading = $state(false);
  progress = $state.raw<QueryProgress | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  /** What the form lacks; nothing is asked then. */
  invalid = $state<string | null>(null);
  paused = $state(false);
  #abort = new AbortController();
  #refresh: ReturnType<typeof setTimeout> | undefined;

  stop(): void {
    this.#abort.abort();
    clearTimeout(this.#refresh);
  }

  async open(state: PageState, quiet = false): Promise<void> {
    this.stop();
    this.invalid = graphProblem(state.graph);
    if (this.invalid !== null) {
      this.answer = null;
      this.loading = false;
      this.problem = null;
      return;
    }
    const abort = (this.#abort = new AbortController());
    this.loading = !quiet;
    this.progress = null;
    if (!quiet) this.problem = null;
    try {
      this.answer = await ask<GraphAnswer>(
        graphUrl(state, new Date()),
        abort.signal,
        (progress) => (this.progress = progress),
      );
      this.problem = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.problem = error instanceof ApiProblem ? error : new ApiProblem('The page failed', String(error), 0);
      if (!quiet) this.answer = null;
    }
    this.loading = false;
    if (rangeOf(state).kind === 'live') this.#refresh = setTimeout(() => this.#again(state), refreshEvery);
  }

  cancel(): void {
    this.stop();
    this.loading = false;
    if (this.answer === null) {
      this.problem = new ApiProblem(
        'Cancelled',
        'The query was cancelled before its answer came. Nothing runs any more.',
        0,
      );
    }
  }

  #again(state: PageState): void {
    if (this.paused || document.hidden) this.#refresh = setTimeout(() => this.#again(state), 1000);
    else void this.open(state, true);
  }
}
