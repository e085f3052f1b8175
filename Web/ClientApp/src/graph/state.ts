import type { GraphMode, PortLabel } from '../api/types';
import { oneOf, positive, type Put } from '../state/query';

export type GroupBy = 'subnet' | 'kind' | 'country' | 'account';

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

export const defaultLimit = 500;

const modes: readonly GraphMode[] = ['all', 'correlate', 'inspect', 'rejects'];
const groups: readonly GroupBy[] = ['subnet', 'kind', 'country', 'account'];

export const initial: GraphState = {
  mode: 'all',
  ips: [],
  cidr: '',
  label: 'service',
  limit: defaultLimit,
  group: 'subnet',
  fold: null,
  table: false,
  select: null,
};

export function parse(query: URLSearchParams): GraphState {
  return {
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
  };
}

export function format(state: GraphState, put: Put): void {
  put('mode', state.mode, state.ips.length > 0 ? '' : 'all');
  put('ips', state.ips.join(','));
  put('cidr', state.cidr);
  put('label', state.label, 'service');
  put('limit', String(state.limit), String(defaultLimit));
  put('group', state.group, 'subnet');
  put('fold', state.fold === null ? null : state.fold ? '1' : '0');
  put('table', state.table ? '1' : null);
  put('select', state.select);
}
