import { formatState, parseState, rangeOf, type GraphState, type MapState, type PageState, type Range } from './url';

type Change = Partial<Omit<PageState, 'map' | 'graph'>> & { map?: Partial<MapState>; graph?: Partial<GraphState> };

/** Where the user is. The address bar is its only store: Back and Forward come through here too. */
class Page {
  state = $state.raw(parseState(location.pathname, location.search));

  constructor() {
    addEventListener('popstate', () => (this.state = parseState(location.pathname, location.search)));
    if (location.pathname === '/') history.replaceState(null, '', formatState(this.state));
  }

  get range(): Range {
    return rangeOf(this.state);
  }

  /** A step that Back undoes. */
  go(change: Change): void {
    this.#change(change, (url) => history.pushState(null, '', url));
  }

  /** A refinement of where we are (selection, camera): no step of its own. */
  refine(change: Change): void {
    this.#change(change, (url) => history.replaceState(null, '', url));
  }

  #change(change: Change, write: (url: string) => void): void {
    const next: PageState = {
      ...this.state,
      ...change,
      map: { ...this.state.map, ...change.map },
      graph: { ...this.state.graph, ...change.graph },
    };
    const url = formatState(next);
    this.state = next;
    if (url !== location.pathname + location.search) write(url);
  }
}

export const page = new Page();
