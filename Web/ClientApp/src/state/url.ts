import type { Action, Direction, GraphMode, PortLabel } from '../api/types';

/** Which time a view shows. `days` is the ancestor's: from N days ago at 00:00 UTC until now. */
export type Range =
  | { kind: 'live' }
  | { kind: 'last'; hours: number }
  | { kind: 'days'; days: number }
  | { kind: 'between'; from: string; to: string };

export type GroupBy = 'subnet' | 'kind' | 'country' | 'account';

export interface MapState {
  direction: Extract<Direction, 'inbound' | 'outbound'> | 'all';
  action: Exclude<Action, 'none'> | 'all';
  /** The selected country, ISO 3166-1 alpha-2. */
  country: string | null;
  /** Longitude, latitude of the middle, and zoom; null: the whole world. */
  camera: [number, number, number] | null;
}

export interface GraphState {
  mode: GraphMode;
  ips: string[];
  cidr: string;
  label: PortLabel;
  limit: number;
  group: GroupBy;
  /** Null: folded when the graph is large. */
  fold: boolean | null;
  table: boolean;
  /** The selected address, or a link as "source>target>label". */
  select: string | null;
}

/** All that a link to a colleague carries. */
export interface PageState {
  view: 'map' | 'graph';
  account: string | null;
  region: string | null;
  /** The map opens live, the graph on the last 24 hours; each keeps null for its own default. */
  range: Range | null;
  map: MapState;
  graph: GraphState;
}

export const defaultLimit = 500;

const modes: readonly GraphMode[] = ['all', 'correlate', 'inspect', 'rejects'];
const groups: readonly GroupBy[] = ['subnet', 'kind', 'country', 'account'];

export function rangeOf(state: PageState): Range {
  return state.range ?? (state.view === 'map' ? { kind: 'live' } : { kind: 'last', hours: 24 });
}

export function parseState(path: string, search: string): PageState {
  const query = new URLSearchParams(search);
  const view = path.startsWith('/graph') ? 'graph' : 'map';
  const graph = view === 'graph';
  const camera = query.get('camera')?.split(',').map(Number);
  return {
    view,
    account: query.get('account') || null,
    region: query.get('region') || null,
    range: parseRange(query),
    map: {
      direction: oneOf(graph ? null : query.get('direction'), ['inbound', 'outbound'], 'all'),
      action: oneOf(graph ? null : query.get('action'), ['accept', 'reject'], 'all'),
      country: (graph ? null : query.get('country')?.toUpperCase()) || null,
      camera:
        !graph && camera?.length === 3 && camera.every(Number.isFinite) ? (camera as [number, number, number]) : null,
    },
    graph: {
      mode: oneOf(query.get('mode'), modes, query.get('ips') ? 'inspect' : 'all'),
      ips:
        query
          .get('ips')
          ?.split(/[\s,]+/)
          .filter(Boolean) ?? [],
      cidr: query.get('cidr') ?? '',
      label: oneOf(query.get('label'), ['service', 'source'], 'service'),
      limit: positive(query.get('limit')) ?? defaultLimit,
      group: oneOf(query.get('group'), groups, 'subnet'),
      fold: query.has('fold') ? query.get('fold') === '1' : null,
      table: query.get('table') === '1',
      select: query.get('select'),
    },
  };
}

/** The address of a state; what stands at its default is left out, so that links stay short. */
export function formatState(state: PageState): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null, standard = ''): void => {
    if (value !== null && value !== standard) query.set(name, value);
  };
  const graph = state.graph;
  if (state.view === 'graph') put('mode', graph.mode, graph.ips.length > 0 ? '' : 'all');
  put('account', state.account);
  put('region', state.region);
  for (const [name, value] of Object.entries(formatRange(state.range))) put(name, value);
  if (state.view === 'graph') {
    put('ips', graph.ips.join(','));
    put('cidr', graph.cidr);
    put('label', graph.label, 'service');
    put('limit', String(graph.limit), String(defaultLimit));
    put('group', graph.group, 'subnet');
    put('fold', graph.fold === null ? null : graph.fold ? '1' : '0');
    put('table', graph.table ? '1' : null);
    put('select', graph.select);
  } else {
    put('direction', state.map.direction, 'all');
    put('action', state.map.action, 'all');
    put('country', state.map.country);
    put('camera', state.map.camera?.map((value) => String(Math.round(value * 100) / 100)).join(',') ?? null);
  }
  // Commas, colons and ">" may stand in a query as they are, and so the address can be read.
  const text = query
    .toString()
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
    .replaceAll('%3E', '>');
  return `/${state.view}${text === '' ? '' : `?${text}`}`;
}

/** The same range as the API's parameters. `last` becomes a fixed range, so that one answer has one meaning. */
export function rangeQuery(range: Range, now: Date): Record<string, string> {
  switch (range.kind) {
    case 'live':
      return { source: 'live' };
    case 'last':
      return {
        source: 'history',
        from: new Date(now.getTime() - range.hours * 3_600_000).toISOString(),
        to: now.toISOString(),
      };
    case 'days':
      return { source: 'history', days: String(range.days) };
    case 'between':
      return { source: 'history', from: range.from, to: range.to };
  }
}

export function rangeTitle(range: Range): string {
  switch (range.kind) {
    case 'live':
      return 'Live';
    case 'last':
      return range.hours % 24 === 0 && range.hours > 24 ? `last ${range.hours / 24} days` : `last ${range.hours} h`;
    case 'days':
      return range.days === 0
        ? 'since 00:00 UTC today'
        : `since 00:00 UTC, ${range.days === 1 ? 'yesterday' : `${range.days} days ago`}`;
    case 'between':
      return `${range.from.slice(0, 16).replace('T', ' ')} – ${range.to.slice(0, 16).replace('T', ' ')} UTC`;
  }
}

function parseRange(query: URLSearchParams): Range | null {
  const [days, last, from, to] = [query.get('days'), query.get('last'), query.get('from'), query.get('to')];
  if (query.get('source') === 'live') return { kind: 'live' };
  if (days !== null && /^\d{1,4}$/.test(days)) return { kind: 'days', days: Number(days) };
  const match = /^(\d{1,4})([hd])$/.exec(last ?? '');
  if (match) return { kind: 'last', hours: Number(match[1]) * (match[2] === 'd' ? 24 : 1) };
  if (from !== null && to !== null && !Number.isNaN(Date.parse(from)) && !Number.isNaN(Date.parse(to)))
    return { kind: 'between', from, to };
  return query.get('source') === 'history' ? { kind: 'last', hours: 24 } : null;
}

function formatRange(range: Range | null): Record<string, string> {
  switch (range?.kind) {
    case undefined:
      return {};
    case 'live':
      return { source: 'live' };
    case 'last':
      return { last: `${range.hours}h` };
    case 'days':
      return { days: String(range.days) };
    case 'between':
      return { from: range.from, to: range.to };
  }
}

function oneOf<T extends string, D extends string>(value: string | null, allowed: readonly T[], otherwise: D): T | D {
  return allowed.find((one) => one === value) ?? otherwise;
}

function positive(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null;
}
