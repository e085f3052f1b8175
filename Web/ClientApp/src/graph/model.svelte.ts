import { ApiProblem } from '../api/client';
import type { GraphAnswer, QueryProgress } from '../api/types';
import type { Units } from '../state/units';
import { rangeOf, type PageState } from '../state/url';
import { AnswerReader } from './answer/reader';
import { graphProblem, graphUrl } from './query';

/** A live graph is asked again this often after its answer. */
export const refreshEvery = 2500;

export class GraphModel {
  answer = $state.raw<GraphAnswer | null>(null);
  loading = $state(false);
  /** A question is on its way, shown as `loading` or quietly. */
  asking = $state(false);
  progress = $state.raw<QueryProgress | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  /** What the form lacks; nothing is asked then. */
  invalid = $state<string | null>(null);
  paused = $state(false);
  readonly #reader = new AnswerReader();
  #abort = new AbortController();
  #refresh: ReturnType<typeof setTimeout> | undefined;

  stop(): void {
    this.#abort.abort();
    clearTimeout(this.#refresh);
  }

  destroy(): void {
    this.stop();
    this.#reader.destroy();
  }

  /** @param ready An answer that is here or on its way (the time slider asks ahead). */
  async open(state: PageState, units: Units, quiet = false, ready?: Promise<GraphAnswer>): Promise<void> {
    this.stop();
    this.invalid = graphProblem(state.graph);
    if (this.invalid !== null) {
      this.answer = null;
      this.loading = this.asking = false;
      this.problem = null;
      return;
    }
    const abort = (this.#abort = new AbortController());
    this.loading = !quiet;
    this.asking = true;
    this.progress = null;
    if (!quiet) this.problem = null;
    try {
      const url = graphUrl(state, units, new Date());
      this.answer = await (ready ?? this.#reader.ask(url, abort.signal, (progress) => (this.progress = progress)));
      if (abort.signal.aborted) return;
      this.problem = null;
    } catch (error) {
      // Given up here, or by the slider, which asks anew.
      if (abort.signal.aborted || (error instanceof DOMException && error.name === 'AbortError')) return;
      this.problem = ApiProblem.of(error);
      if (!quiet) this.answer = null;
    }
    this.loading = this.asking = false;
    if (rangeOf(state).kind === 'live') this.#refresh = setTimeout(() => this.#again(state, units), refreshEvery);
  }

  /** Asks beside what is shown. */
  fetch(url: string, signal: AbortSignal): Promise<GraphAnswer> {
    return this.#reader.ask(url, signal, () => undefined);
  }

  cancel(): void {
    this.stop();
    this.loading = this.asking = false;
    if (this.answer === null) {
      this.problem = ApiProblem.cancelled();
    }
  }

  #again(state: PageState, units: Units): void {
    if (this.paused || document.hidden) this.#refresh = setTimeout(() => this.#again(state, units), 500);
    else void this.open(state, units, true);
  }
}
