import { queryOf, type Query } from '../state/route';

export interface ResourcesState {
  filter: string;
  view: 'table' | 'graph';
  /** The resource whose details are shown; empty: none. */
  selected: string;
}

export const parseResources = (query: Query): ResourcesState => ({
  filter: query.filter ?? '',
  view: query.view === 'graph' ? 'graph' : 'table',
  selected: query.resource ?? '',
});

export const formatResources = ({ filter, view, selected }: ResourcesState): Query =>
  queryOf({ filter, view: view === 'graph' && view, resource: selected });
