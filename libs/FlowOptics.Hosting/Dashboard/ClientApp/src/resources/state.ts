import { queryOf, type Query } from '../state/route';

export type View = 'table' | 'parameters' | 'graph';

export interface ResourcesState {
  filter: string;
  view: View;
  /** The resource whose details are shown; empty: none. */
  selected: string;
}

export const parseResources = (query: Query): ResourcesState => ({
  filter: query.filter ?? '',
  view: query.view === 'graph' || query.view === 'parameters' ? query.view : 'table',
  selected: query.resource ?? '',
});

export const formatResources = ({ filter, view, selected }: ResourcesState): Query =>
  queryOf({ filter, view: view !== 'table' && view, resource: selected });
