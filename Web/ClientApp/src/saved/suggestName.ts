import type { PageState } from '../state/url';
import { rangeOf } from '../state/url';
import { rangeTitle } from '../state/range';
import { views } from '../state/views';
import { longestName } from './savedViews';

/** What one would call the present view: "Graph: 10.0.3.7, dstport = 22, last 24 h". */
export function suggestName(state: PageState): string {
  const parts = [
    state.view === 'graph' ? state.graph.ips.slice(0, 2).join(' ') : '',
    state.account ?? '',
    state.region ?? '',
    state.filter,
    views[state.view].asks === 'nothing' ? '' : rangeTitle(rangeOf(state)),
  ].filter((part) => part !== '');
  const name = `${views[state.view].title}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
