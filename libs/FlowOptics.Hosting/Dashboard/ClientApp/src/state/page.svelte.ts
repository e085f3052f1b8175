import { format, parse, type PageName, type Query, type Route } from './route';

/** Where the user is. The address bar is its only store: Back and Forward come through here too. */
class Page {
  route = $state.raw<Route>(parse(location.pathname, location.search));
  /** Where each page was left: its entry in the menu leads there again. */
  readonly #left = new Map<PageName, Route>();

  constructor() {
    addEventListener('popstate', () => (this.route = parse(location.pathname, location.search)));
  }

  /** A step that Back undoes. */
  go(route: Route): void {
    if (format(route) === location.pathname + location.search) return;
    this.#left.set(this.route.page, this.route);
    this.route = route;
    history.pushState(null, '', format(route));
  }

  /** Another selection on this page: no step of its own. */
  refine(query: Query, id = this.route.id): void {
    this.route = { ...this.route, id, query };
    history.replaceState(null, '', format(this.route));
  }

  /** The page as it was left; the page that is shown, in its first state. */
  entry(page: PageName): Route {
    const fresh: Route = { page, id: '', query: {} };
    return page === this.route.page ? fresh : (this.#left.get(page) ?? fresh);
  }
}

export const page = new Page();
