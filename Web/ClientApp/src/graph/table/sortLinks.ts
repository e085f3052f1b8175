import type { GraphLink } from '../../api/types';
import { bytesOf, flowsOf } from '../scene/traffic';

export type Column = 'source' | 'target' | 'label' | 'accepted' | 'rejected' | 'bytes' | 'last';

const values: Record<Column, (link: GraphLink) => number | string> = {
  source: (link) => addressKey(link.source),
  target: (link) => addressKey(link.target),
  label: (link) => (/^\d+$/.test(link.label) ? link.label.padStart(6, '0') : `~${link.label}`),
  accepted: (link) => link.accepted.flows,
  rejected: (link) => link.rejected.flows,
  bytes: bytesOf,
  last: (link) => link.last,
};

/** A sorted copy; equal rows come by their records, so that the order never depends on chance. */
export function sortLinks(links: readonly GraphLink[], column: Column, descending: boolean): GraphLink[] {
  const value = values[column];
  const sign = descending ? -1 : 1;
  return [...links].sort((left, right) => {
    const [a, b] = [value(left), value(right)];
    return a < b ? -sign : a > b ? sign : flowsOf(right) - flowsOf(left);
  });
}

/** 10.0.9.1 before 10.0.10.1; IPv6 after IPv4. */
export function addressKey(address: string): string {
  if (address.includes(':')) return `~${address}`;
  return address
    .split('.')
    .map((part) => part.padStart(3, '0'))
    .join('.');
}
