import { rangeQuery } from '../state/range';
import { rangeOf, type PageState } from '../state/url';
import { addressProblem, prefixProblem } from '../text/addresses';

/** The API's address for what the page shows. */
export function graphUrl(state: PageState, now: Date): string {
  const { mode, ips, cidr, label, limit } = state.graph;
  const query = new URLSearchParams({ mode, ...rangeQuery(rangeOf(state), now) });
  if (state.account !== null) query.set('account', state.account);
  if (state.region !== null) query.set('region', state.region);
  if (mode !== 'all' && ips.length > 0) query.set('ips', ips.join(','));
  if ((mode === 'inspect' || mode === 'rejects') && cidr !== '') query.set('cidr', cidr);
  query.set('label', label);
  query.set('limit', String(limit));
  return `/api/v1/graph?${query.toString()}`;
}

/** What keeps a graph from being asked, in a sentence, or null. A link may carry anything: it is checked like the form. */
export function graphProblem({ mode, ips, cidr }: Pick<PageState['graph'], 'mode' | 'ips' | 'cidr'>): string | null {
  if (mode === 'all') return null;
  const wrong = ips.map(addressProblem).find((problem) => problem !== null);
  if (wrong !== undefined && wrong !== null) return wrong;
  if (mode === 'correlate' && ips.length < 2)
    return 'Correlate shows the traffic among a group: give at least two addresses.';
  if (ips.length === 0)
    return `${mode === 'inspect' ? 'Inspect shows all traffic' : 'Rejects shows what was rejected'} of an address: give at least one.`;
  return mode === 'correlate' || cidr === '' ? null : prefixProblem(cidr);
}
