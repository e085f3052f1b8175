import { settings } from './settings.svelte';
import type { Range } from './range';
import type { Units } from './units';
import { formatState, parseState, rangeOf, type PageState } from './url';
import { viewNames, views, type View, type ViewStates } from './views';

export type Change = Partial<Omit<PageState, View>> & { [V in View]?: Partial<ViewStates[V]> };

/** Where the user is. The address bar is its only store: Back and Forward come through here too. */
class Page {
  state = $state.raw(parseState(location.pathname, location.search));

  constructor() {
    addEventListener('popstate', () => (this.state = parseState(location.pathname, location.search, this.state)));
    if (location.pathname === '/') history.replaceState(null, '', formatState(this.state));
  }

  get range(): Range {
    return rangeOf(this.state);
  }

  /** As the link says, else as the reader chose, else what suits the view. */
  get units(): Units {
    return this.state.units ?? settings.units ?? views[this.state.view].units;
  }

  /** A step that Back undoes. */
  go(change: Change): void {
    this.#change(change, (url) => history.pushState(null, '', url));
  }

  /** A refinement of where we are (selection, camera): no step of its own. */
  refine(change: Change): void {
    this.#change(change, (url) => history.replaceState(null, '', url));
  }

  /** The address that a change leads to, for real links: they can be copied, and opened in a new tab. */
  link(change: Change): string {
    return formatState(this.#changed(change));
  }

  /** Opens an address of ours, as a link would. */
  open(url: string): void {
    const { pathname, search } = new URL(url, location.href);
    this.go(parseState(pathname, search, this.state));
  }

  #change(change: Change, write: (url: string) => void): void {
    const next = this.#changed(change);
    const url = formatState(next);
    this.state = next;
    if (url !== location.pathname + location.search) write(url);
  }

  #changed(change: Change): PageState {
    const views = Object.fromEntries(viewNames.map((view) => [view, { ...this.state[view], ...change[view] }]));
    return { ...this.state, ...change, ...(views as unknown as ViewStates) };
  }
}

export const page = new Page();
