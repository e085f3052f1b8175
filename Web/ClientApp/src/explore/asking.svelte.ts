import { ApiProblem, ask } from '../api/client';
import type { QueryProgress } from '../api/types';

/** A window that reaches into the future, as the live one does, ends now: its rates are those of what has been. */
export function untilNow<T extends { from: string; to: string }>(answer: T, now: number): T {
  return Date.parse(answer.to) > now && now > Date.parse(answer.from)
    ? { ...answer, to: new Date(now).toISOString() }
    : answer;
}

/** One question of one panel: its answer, or what came of it. The last answer stays while the next one is on its way. */
export class Asking<T extends { from: string; to: string }> {
  answer = $state.raw<T | null>(null);
  /** The address that the answer is of. */
  answered = '';
  loading = $state(false);
  progress = $state.raw<QueryProgress | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  #abort = new AbortController();
  #url = '';

  async open(url: string): Promise<void> {
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    this.#url = url;
    this.loading = true;
    this.progress = null;
    try {
      const answer = await ask<T>(url, abort.signal, (progress) => (this.progress = progress));
      if (abort.signal.aborted) return;
      this.answer = untilNow(answer, Date.now());
      this.answered = url;
      this.problem = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.answer = null;
      this.problem = error instanceof ApiProblem ? error : new ApiProblem('The page failed', String(error), 0);
    }
    this.loading = false;
  }

  retry(): void {
    void this.open(this.#url);
  }

  cancel(): void {
    this.stop();
    this.loading = false;
    if (this.answer === null)
      this.problem = new ApiProblem(
        'Cancelled',
        'The query was cancelled before its answer came. Nothing runs any more.',
        0,
      );
  }

  stop(): void {
    this.#abort.abort();
  }
}
