import { ApiProblem } from '../api/client';
import { accept, complete, faultOf, type Completion, type Fault, type Suggestion } from './completion';
import { recentFilters } from './recent';

/** Typing goes on for so long without a question to the API. */
const typingPause = 80;
const lintPause = 350;

/** What is being written in the filter box, what could come next, and what is wrong with it. */
export class FilterEditor {
  text = $state('');
  open = $state<'no' | 'suggestions' | 'recent'>('no');
  completion = $state.raw<Completion | null>(null);
  recent = $state.raw<string[]>([]);
  active = $state(-1);
  fault = $state.raw<Fault | null>(null);
  /** Why nothing is suggested, or null. */
  trouble = $state<string | null>(null);
  /** A list is on its way: Esc is meant for it. */
  coming = false;
  #typed: ReturnType<typeof setTimeout> | undefined;
  #linted: ReturnType<typeof setTimeout> | undefined;
  #completing = new AbortController();
  #linting = new AbortController();
  #recentAt = -1;

  get suggestions(): readonly Suggestion[] {
    return this.open === 'suggestions' ? (this.completion?.suggestions ?? []) : [];
  }

  get rows(): number {
    return this.open === 'recent' ? this.recent.length : this.suggestions.length;
  }

  /** Another text from outside: the address, Back, a click that narrows. */
  reset(text: string): void {
    this.close();
    this.text = text;
    this.fault = null;
    this.#recentAt = -1;
    void this.check();
  }

  typed(cursor: number): void {
    this.#recentAt = -1;
    this.coming = true;
    clearTimeout(this.#typed);
    clearTimeout(this.#linted);
    this.#typed = setTimeout(() => void this.suggest(cursor), typingPause);
    this.#linted = setTimeout(() => void this.#lint(cursor), lintPause);
  }

  async suggest(cursor: number): Promise<void> {
    this.#completing.abort();
    const abort = (this.#completing = new AbortController());
    try {
      const completion = await complete(this.text, cursor, abort.signal);
      // What is written whole needs no suggestion of itself.
      const written = this.text.slice(completion.position, completion.position + completion.length);
      if (completion.suggestions.length === 1 && completion.suggestions[0]!.text === written)
        completion.suggestions = [];
      this.coming = false;
      this.completion = completion;
      this.open = 'suggestions';
      this.active = -1;
      this.trouble = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.coming = false;
      this.trouble = error instanceof ApiProblem ? error.message : String(error);
      this.open = 'no';
    }
  }

  showRecent(): void {
    this.#completing.abort();
    this.recent = recentFilters();
    this.open = 'recent';
    this.active = -1;
  }

  close(): void {
    clearTimeout(this.#typed);
    this.#completing.abort();
    this.coming = false;
    this.open = 'no';
    this.active = -1;
  }

  move(step: 1 | -1): void {
    if (this.rows === 0) return;
    // Before the first row is "none": the text as it is typed.
    this.active = ((this.active + 1 + step + this.rows + 1) % (this.rows + 1)) - 1;
  }

  /** Takes a suggestion; says where the cursor is to be. */
  take(index: number): number {
    const suggestion = this.completion!.suggestions[index]!;
    const [text, cursor] = accept(this.text, this.completion!, suggestion);
    this.text = text;
    this.fault = null;
    this.typed(cursor);
    return cursor;
  }

  /** The filter asked before this one (1) or after it (-1), as a shell has it. */
  older(step: 1 | -1): void {
    const list = recentFilters();
    const at = Math.min(list.length - 1, this.#recentAt + step);
    if (list.length === 0 || at < 0) return;
    this.close();
    this.text = list[at]!;
    this.fault = null;
    this.#recentAt = at;
  }

  /** True when the filter may be asked. A service that does not answer does not keep the question back: the view tells of it. */
  async check(): Promise<boolean> {
    clearTimeout(this.#linted);
    this.#linting.abort();
    const abort = (this.#linting = new AbortController());
    try {
      const fault = await faultOf(this.text, abort.signal);
      if (!abort.signal.aborted) this.fault = fault;
      return fault === null;
    } catch {
      return !abort.signal.aborted;
    }
  }

  /** While it is written, only what is wrong before the cursor is told: the rest may be on its way. */
  async #lint(cursor: number): Promise<void> {
    this.#linting.abort();
    const abort = (this.#linting = new AbortController());
    try {
      const fault = await faultOf(this.text, abort.signal);
      if (abort.signal.aborted) return;
      this.fault = fault !== null && fault.position + fault.length < cursor ? fault : null;
    } catch {
      // Not reachable, or overtaken by the next letter: nothing is known to be wrong.
    }
  }
}
