import type { GraphLink } from '../../api/types';
import { flowsOf } from '../scene/traffic';

export interface Tally {
  key: string;
  name: string;
  note: string;
  flows: number;
  rejected: number;
}

/** Links summed by what they have in common, most records first. */
export function tally(
  links: readonly GraphLink[],
  of: (link: GraphLink) => { key: string; name: string; note?: string },
): Tally[] {
  const rows = new Map<string, Tally>();
  for (const link of links) {
    const { key, name, note = '' } = of(link);
    const row = rows.get(key) ?? { key, name, note, flows: 0, rejected: 0 };
    row.flows += flowsOf(link);
    row.rejected += link.rejected.flows;
    rows.set(key, row);
  }
  return [...rows.values()].sort((left, right) => right.flows - left.flows);
}
