import { formatCompare } from '../state/compare';
import { rangeQuery, type Range } from '../state/range';
import { rangeOf, type PageState } from '../state/url';
import { apiMeasure } from '../text/amounts';
import type { Units } from '../state/units';
import { addressProblem, prefixProblem } from '../text/addresses';
import type { Measure } from './scene/traffic';

/** Which links are the largest: as chosen, else by the units in which everything is shown. */
export const orderOf = (state: PageState, units: Units): Measure => state.graph.order ?? apiMeasure(units.measure);

/** The part of the range that the time slider shows, else all of it. */
export function askedRange(state: PageState): Range {
  const { window } = state.graph;
  const range = rangeOf(state);
  if (window === null || range.kind === 'live') return range;
  return { kind: 'between', from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString() };
}

/** The API's address for what the page shows. */
export function graphUrl(state: PageState, units: Units, now: Date): string {
  const { mode, ips, cidr, label, limit, group, tag, subnets, expand, dedupe } = state.graph;
  const range = askedRange(state);
  const query = new URLSearchParams({ mode, ...rangeQuery(range, now) });
  const put = (name: string, value: string | null, wanted = true): void => {
    if (value !== null && value !== '' && wanted) query.set(name, value);
  };
  put('account', state.account);
  put('region', state.region);
  put('filter', state.filter);
  put('ips', ips.join(','), mode !== 'all');
  put('cidr', cidr, mode === 'inspect' || mode === 'rejects');
  put('label', label);
  put('group', group, group !== 'ip');
  put('tag', tag, group === 'tag');
  put('subnets', subnets.join(','), group === 'subnet');
  put('expand', expand, group !== 'ip');
  put('order', orderOf(state, units));
  put('dedupe', dedupe ? null : 'false');
  // The live window has no window before it.
  put('compare', formatCompare(state.compare), range.kind !== 'live');
  put('limit', String(limit));
  return `/api/v1/graph?${query.toString()}`;
}

/** What keeps a graph from being asked, in a sentence, or null. A link may carry anything: it is checked like the form. */
export function graphProblem({ mode, ips, cidr }: Pick<PageState['graph'], 'mode' | 'ips' | 'cidr'>): string | null {
  if (mode === 'all') return null;
  const wrong = ips.map(addressProblem).find((problem) => problem !== null);
  if (wrong !== undefined && wrong !== null) return wrong;
  if (mode === 'correlate' && ips.length < 2)
    return 'Correlate shows the traffic among a group: give at least two addresses.';
  if (mode === 'inspect' && ips.length === 0) return 'Inspect shows all traffic of an address: give at least one.';
  return mode === 'correlate' || cidr === '' ? null : prefixProblem(cidr);
}
