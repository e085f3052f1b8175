import { ApiProblem, ask } from '../api/client';
import type { Finding, FindingsResponse, QueryProgress } from '../api/types';
import { rangeQuery } from '../state/range';
import { rangeOf, type PageState } from '../state/url';

/** History is looked at again at most every ten seconds, and so is the live window. */
export const refreshEvery = 10_000;

export class FindingsModel {
  answer = $state.raw<FindingsResponse | null>(null);
  loading = $state(true);
  progress = $state.raw<QueryProgress | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  paused = $state(false);
  #abort = new AbortController();
  #refresh: ReturnType<typeof setTimeout> | undefined;

  stop(): void {
    this.#abort.abort();
    clearTimeout(this.#refresh);
  }

  /** `quiet`: the list stays while it is asked again. */
  async open(state: PageState, quiet = false): Promise<void> {
    this.stop();
    const abort = (this.#abort = new AbortController());
    this.progress = null;
    if (!quiet) {
      this.loading = true;
      this.problem = null;
      this.answer = null;
    }
    try {
      this.answer = await ask<FindingsResponse>(
        findingsUrl(state, new Date()),
        abort.signal,
        (progress) => (this.progress = progress),
      );
      this.problem = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.problem = ApiProblem.of(error);
    }
    this.loading = false;
    this.#refresh = setTimeout(() => this.#again(state), refreshEvery);
  }

  cancel(): void {
    this.stop();
    this.loading = false;
    this.problem = ApiProblem.cancelled();
  }

  find(id: string | null): Finding | null {
    return this.answer?.findings.find((finding) => finding.id === id) ?? null;
  }

  #again(state: PageState): void {
    if (this.paused || document.hidden) this.#refresh = setTimeout(() => this.#again(state), 1000);
    else void this.open(state, true);
  }
}

function findingsUrl(state: PageState, now: Date): string {
  const query = new URLSearchParams(rangeQuery(rangeOf(state), now));
  if (state.account !== null) query.set('account', state.account);
  if (state.region !== null) query.set('region', state.region);
  if (state.findings.kind !== null) query.set('kind', state.findings.kind);
  query.set('limit', String(state.findings.limit));
  return `/api/v1/findings?${query.toString()}`;
}
