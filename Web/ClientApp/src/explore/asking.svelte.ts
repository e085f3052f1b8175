import { ApiProblem, ask } from '../api/client';
import type { QueryProgress } from '../api/types';
import type { Question } from './question';

/** How many questions of all panels are on their way. */
export const questions = $state({ open: 0 });

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
  /** A question is on its way, and it is shown. */
  loading = $state(false);
  /** A question is on its way, shown or quietly. */
  busy = $state(false);
  progress = $state.raw<QueryProgress | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  #abort = new AbortController();
  #url = '';
  #of: Question | null = null;

  /** @param of What the address asks of: a quiet question is quiet once, and not where another column of it is asked for. */
  async open(url: string, of: Question | null = null): Promise<void> {
    const quiet = of?.quiet === true && of !== this.#of;
    this.#of = of;
    // What failed or was given up waits for its reader.
    if (quiet && this.problem !== null) return;
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    this.#url = url;
    this.loading = !quiet || this.answer === null;
    this.busy = true;
    this.progress = null;
    questions.open++;
    try {
      const answer = await ask<T>(url, abort.signal, (progress) => (this.progress = progress));
      if (abort.signal.aborted) return;
      this.answer = untilNow(answer, Date.now());
      this.answered = url;
      this.problem = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.answer = null;
      this.problem = ApiProblem.of(error);
    } finally {
      questions.open--;
    }
    this.loading = this.busy = false;
  }

  retry(): void {
    void this.open(this.#url, this.#of);
  }

  cancel(): void {
    this.stop();
    this.loading = this.busy = false;
    if (this.answer === null) this.problem = ApiProblem.cancelled();
  }

  stop(): void {
    this.#abort.abort();
  }
}
