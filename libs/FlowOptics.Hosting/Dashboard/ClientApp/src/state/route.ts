/** Where the page is: the address holds it, so that Back, reload and a copied link work. The addresses are those of Aspire's dashboard. */
export interface Route {
  page: PageName;
  /** The resource that is looked at, of the detail of a trace its id; empty: all. */
  id: string;
  query: Query;
}

export type PageName = 'resources' | 'console' | 'logs' | 'traces' | 'trace' | 'metrics' | 'login';

/** What a page keeps of itself in its address; each page's `state.ts` reads and writes it. Values are never empty. */
export type Query = Readonly<Record<string, string>>;

const roots = {
  resources: '/',
  console: '/consolelogs',
  logs: '/structuredlogs',
  traces: '/traces',
  metrics: '/metrics',
  login: '/login',
} as const;

const detail = '/traces/detail/';
const resource = '/resource/';

export function parse(path: string, search: string): Route {
  const query = Object.fromEntries([...new URLSearchParams(search)].filter(([, value]) => value !== ''));
  if (path.startsWith(detail)) return { page: 'trace', id: decode(path.slice(detail.length)), query };
  const found = Object.entries(roots).find(
    ([, root]) => root !== '/' && (path === root || path.startsWith(`${root}/`)),
  );
  if (found === undefined) return { page: 'resources', id: '', query };
  const [page, root] = found as [PageName, string];
  const rest = path.slice(root.length);
  return { page, id: rest.startsWith(resource) ? decode(rest.slice(resource.length)) : '', query };
}

export function format({ page, id, query }: Route): string {
  const path =
    page === 'trace'
      ? detail + encodeURIComponent(id)
      : roots[page] + (id === '' ? '' : resource + encodeURIComponent(id));
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** Leaves out what is empty, so that addresses stay short. */
export function queryOf(values: Readonly<Record<string, string | null | undefined | false>>): Query {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
