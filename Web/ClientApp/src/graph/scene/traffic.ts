import type { GraphLink, Traffic, TrafficByAction } from '../../api/types';

export type Measure = 'bytes' | 'packets' | 'flows';

export const noTraffic: Traffic = { flows: 0, packets: 0, bytes: 0 };

export const add = (left: Traffic, right: Traffic): Traffic => ({
  flows: left.flows + right.flows,
  packets: left.packets + right.packets,
  bytes: left.bytes + right.bytes,
});

/** Whether anything was before; the earlier window's traffic for a link that is gone, which has none of its own. */
export const presentOf = (link: GraphLink): Omit<TrafficByAction, 'total'> =>
  link.change === 'gone' && link.before !== null ? link.before : link;

export const flowsOf = (link: GraphLink): number => totalOf(link, 'flows');
export const bytesOf = (link: GraphLink): number => totalOf(link, 'bytes');

export function totalOf(link: GraphLink, measure: Measure): number {
  const { accepted, rejected, other } = presentOf(link);
  return accepted[measure] + rejected[measure] + other[measure];
}

export function sumOf(links: readonly GraphLink[], action: 'accepted' | 'rejected' | 'other'): Traffic {
  let total = noTraffic;
  for (const link of links) total = add(total, link[action]);
  return total;
}

/** All links of one pair and label as one: sums, all protocols, the first and the last time. */
export function mergeLinks(source: string, target: string, links: readonly GraphLink[]): GraphLink {
  const changes = new Set(links.map(({ change }) => change));
  const first = links[0]!;
  let [accepted, rejected, other] = [noTraffic, noTraffic, noTraffic];
  let before: TrafficByAction | null = null;
  for (const link of links) {
    accepted = add(accepted, link.accepted);
    rejected = add(rejected, link.rejected);
    other = add(other, link.other);
    if (link.before === null) continue;
    const past: TrafficByAction = before ?? {
      accepted: noTraffic,
      rejected: noTraffic,
      other: noTraffic,
      total: noTraffic,
    };
    before = {
      accepted: add(past.accepted, link.before.accepted),
      rejected: add(past.rejected, link.before.rejected),
      other: add(past.other, link.before.other),
      total: add(past.total, link.before.total),
    };
  }
  return {
    source,
    target,
    label: first.label,
    service: first.service,
    protocols: [...new Set(links.flatMap(({ protocols }) => protocols))].sort((a, b) => a - b),
    accepted,
    rejected,
    other,
    first: links.reduce((least, link) => (link.first < least ? link.first : least), first.first),
    last: links.reduce((most, link) => (link.last > most ? link.last : most), first.last),
    change: changes.size === 1 ? first.change : 'changed',
    before,
  };
}
