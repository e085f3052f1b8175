/** Where the page is: the URL holds it, so that Back, reload and a copied link work. */
export interface Route {
  page: 'resources' | 'console' | 'login';
  /** The resource whose console is shown. */
  id: string;
  filter: string;
}

export function parse(path: string, search: string): Route {
  const filter = new URLSearchParams(search).get('filter') ?? '';
  if (path === '/login') return { page: 'login', id: '', filter: '' };
  if (path === '/console' || path.startsWith('/console/')) return { page: 'console', id: decode(path.slice('/console/'.length)), filter };
  return { page: 'resources', id: '', filter };
}

export function format(route: Route): string {
  const path = route.page === 'console' ? `/console/${encodeURIComponent(route.id)}` : route.page === 'login' ? '/login' : '/';
  return route.filter === '' ? path : `${path}?filter=${encodeURIComponent(route.filter)}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
