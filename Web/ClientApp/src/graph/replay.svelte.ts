import type { GraphAnswer } from '../api/types';
import { Answers } from '../play/answers';
import { Play } from '../play/play.svelte';
import type { Span } from '../play/timeline';
import { page } from '../state/page.svelte';
import { rangeTimes } from '../state/range';
import type { GraphModel } from './model.svelte';
import { graphUrl, orderOf } from './query';

/** The graph by the time slider: windows of the range, asked ahead while it plays. */
export class Replay {
  readonly play: Play;
  readonly #answers: Answers<GraphAnswer>;
  readonly #range = $derived(page.range);
  /** "The last 24 hours" stand still while they are played. */
  readonly span: Span | null = $derived(rangeTimes(this.#range, Date.now()));

  constructor(model: GraphModel) {
    this.#answers = new Answers(
      (window, signal) => model.fetch(this.#url(window), signal),
      (answer) => answer.links.length + answer.nodes.length,
      { most: 40, heaviest: 60_000 },
    );
    this.play = new Play({
      range: () => this.span ?? { from: 0, to: 1 },
      window: () => page.state.graph.window,
      setWindow: (window) => page.refine({ graph: { window } }),
      ready: async (window) => void (await this.#answers.get(window)),
      prefetch: (window) => this.#answers.prefetch(window),
    });
  }

  /** The answer of the window that is shown, where there is one: it may be here already. */
  ready(): Promise<GraphAnswer> | undefined {
    const { window } = page.state.graph;
    return window === null || this.span === null ? undefined : this.#answers.get(window);
  }

  get isHere(): boolean {
    const { window } = page.state.graph;
    return window !== null && this.#answers.has(window);
  }

  /** Another question: nothing that was asked ahead is of it. */
  clear(): void {
    this.play.pause();
    this.forget();
  }

  /** The same question, of which there is more now. */
  forget(): void {
    this.#answers.clear();
  }

  /** The bars: all of the question's records over its range, whatever the mode picks of them. `again`: those that are there stay until the new ones are. */
  load(again?: 'again'): void {
    if (this.span === null) return;
    const { account, region, filter } = page.state;
    const measure = orderOf(page.state, page.units);
    const query = new URLSearchParams({ by: 'action', measure, source: 'history' });
    query.set('from', new Date(this.span.from).toISOString());
    query.set('to', new Date(this.span.to).toISOString());
    if (account !== null) query.set('account', account);
    if (region !== null) query.set('region', region);
    if (filter !== '') query.set('filter', filter);
    void this.play.load(`/api/v1/timeseries?${query.toString()}`, measure, again);
  }

  destroy(): void {
    this.#answers.clear();
    this.play.destroy();
  }

  #url(window: Span): string {
    return graphUrl({ ...page.state, graph: { ...page.state.graph, window } }, page.units, new Date());
  }
}
