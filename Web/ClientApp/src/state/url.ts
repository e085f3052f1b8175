import { formatCompare, parseCompare, type Compare } from './compare';
import { oneOf, type Put } from './query';
import { formatRange, parseRange, type Range } from './range';
import { formatUnits, parseUnits, type Units } from './units';
import { formatViewState, initialStates, parseViewState, viewNames, views, type View, type ViewStates } from './views';

/** All that a link to a colleague carries. */
export interface PageState extends ViewStates {
  view: View;
  account: string | null;
  region: string | null;
  /** Null: each view's own default (the map opens live, the graph on the last 24 hours). */
  range: Range | null;
  /** One filter for all views, in the filter language; '' is none. */
  filter: string;
  compare: Compare | null;
  /** Null: the reader's own choice, or the view's default. */
  units: Units | null;
  /** Only where the link gives it; else the reader's own choice. */
  theme: 'light' | 'dark' | 'system' | null;
}

export const rangeOf = (state: PageState): Range => state.range ?? views[state.view].range;

/** Reads an address. It speaks only of the view it opens: the others stay as they were (`others`), so that coming back to them loses nothing. */
export function parseState(path: string, search: string, others: ViewStates = initialStates()): PageState {
  const query = new URLSearchParams(search);
  const view = oneOf(path.split('/')[1] ?? '', viewNames, 'map');
  const theme = oneOf(query.get('theme'), ['light', 'dark', 'system'], '');
  return {
    ...(Object.fromEntries(viewNames.map((name) => [name, others[name]])) as unknown as ViewStates),
    [view]: parseViewState(view, query),
    view,
    account: query.get('account') || null,
    region: query.get('region') || null,
    range: parseRange(query),
    filter: query.get('filter')?.trim() ?? '',
    compare: parseCompare(query.get('compare')),
    units: parseUnits(query.get('units')),
    theme: theme === '' ? null : theme,
  };
}

/** The address of a state; what stands at its default is left out, so that links stay short. */
export function formatState(state: PageState): string {
  const query = new URLSearchParams();
  const put: Put = (name, value, standard = '') => {
    if (value !== null && value !== standard) query.set(name, value);
  };
  put('account', state.account);
  put('region', state.region);
  for (const [name, value] of Object.entries(formatRange(state.range))) put(name, value);
  put('filter', state.filter);
  put('compare', formatCompare(state.compare));
  put('units', formatUnits(state.units));
  put('theme', state.theme);
  formatViewState(state.view, state[state.view], put);
  // These may stand in a query as they are, and so the address can be read.
  const text = query
    .toString()
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
    .replaceAll('%3E', '>')
    .replaceAll('%28', '(')
    .replaceAll('%29', ')');
  return `/${state.view}${text === '' ? '' : `?${text}`}`;
}
