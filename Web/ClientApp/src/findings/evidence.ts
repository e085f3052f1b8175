import type { Finding } from '../api/types';
import type { Change } from '../state/page.svelte';
import type { Range } from '../state/range';
import { iso } from '../text/times';
import { initialStates } from '../state/views';

export type EvidenceView = 'graph' | 'map' | 'explore';

/**
 * Where a finding's records can be seen: its scope, range and filter, in a view without any other choice of its own. Null where there is nothing to
 * show: what AWS lost is in no record.
 */
export function evidenceOf(finding: Pick<Finding, 'evidence'>, view: EvidenceView): Change | null {
  const { account, region, from, to, source, filter } = finding.evidence;
  if (filter === '') return null;
  const range: Range =
    source === 'live' || from === null || to === null
      ? { kind: 'live' }
      : { kind: 'between', from: iso(from), to: iso(to) };
  return { view, account: account || null, region, range, filter, compare: null, ...ownState(view) };
}

/** A finding counts records as they are, so that the graph does too. */
function ownState(view: EvidenceView): Change {
  const states = initialStates();
  return view === 'graph' ? { graph: { ...states.graph, dedupe: false } } : { [view]: states[view] };
}

/** The filter alone is no question where the service gave a range: both, as the API takes them. */
export function evidenceQuery(finding: Pick<Finding, 'evidence'>): Record<string, string> {
  const { account, region, from, to, source, filter } = finding.evidence;
  return {
    source,
    ...(account ? { account } : {}),
    ...(region === null ? {} : { region }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    filter,
  };
}
