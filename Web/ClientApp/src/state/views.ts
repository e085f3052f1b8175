import * as explore from '../explore/state';
import * as findings from '../findings/state';
import * as graph from '../graph/state';
import * as map from '../map/state';
import * as status from '../status/state';
import type { Put } from './query';
import { lastDay, type Range } from './range';
import type { Units } from './units';

/** What a view keeps in the address of its own: read from it, written to it. `initial` is what an address without any of it means. */
interface ViewState<S> {
  initial: S;
  parse(query: URLSearchParams): S;
  format(state: S, put: Put): void;
}

interface ViewEntry<S> {
  title: string;
  /** The key that opens it. */
  key: string;
  state: ViewState<S>;
  /** What it shows when the reader has chosen none. */
  range: Range;
  units: Units;
  /** What its questions are about: records (which take a filter), a scope (accounts, regions and a range), or nothing (what runs now). */
  asks: 'records' | 'scope' | 'nothing';
}

const view = <S>(entry: ViewEntry<S>): ViewEntry<S> => entry;

const live: Range = { kind: 'live' };
const flows: Units = { measure: 'flows', rate: false };
const bytes: Units = { measure: 'bytes', rate: false };
const bits: Units = { measure: 'bits', rate: true };

/** All views, in the order of the top bar. A new one: a line here, and one in App.svelte. */
export const views = {
  map: view({ title: 'Map', key: 'm', state: map, range: live, units: flows, asks: 'records' }),
  graph: view({ title: 'Graph', key: 'g', state: graph, range: lastDay, units: bytes, asks: 'records' }),
  explore: view({ title: 'Explore', key: 'e', state: explore, range: lastDay, units: bits, asks: 'records' }),
  findings: view({ title: 'Findings', key: 'f', state: findings, range: lastDay, units: flows, asks: 'scope' }),
  status: view({ title: 'Status', key: 's', state: status, range: live, units: flows, asks: 'nothing' }),
};

export type View = keyof typeof views;

export const viewNames = Object.keys(views) as View[];

export type ViewStates = { [V in View]: (typeof views)[V]['state']['initial'] };

export function parseViewState<V extends View>(name: V, query: URLSearchParams): ViewStates[V] {
  return views[name].state.parse(query) as ViewStates[V];
}

export function formatViewState<V extends View>(name: V, state: ViewStates[V], put: Put): void {
  (views[name].state as ViewState<ViewStates[V]>).format(state, put);
}

export const initialStates = (): ViewStates =>
  Object.fromEntries(viewNames.map((name) => [name, views[name].state.initial])) as ViewStates;
