import { condition, conditions } from '../filter/conditions';
import { portName } from '../text/ports';
import type { RankRow } from './RankTable.svelte';
import type { Measured } from './summary';
import type { TopGroup } from './topList.svelte';

export function networkRow({ values: [asn, org], traffic }: TopGroup, measure: Measured): RankRow {
  const known = asn !== null && asn !== undefined;
  return {
    id: `${asn ?? ''}|${org ?? ''}`,
    name: known ? (org ?? `AS${asn}`) : 'No network known',
    detail: known ? `AS${asn}` : '',
    title: known ? `${org ?? 'No name known'}, AS${asn}` : 'Addresses that no network announces, as far as is known',
    count: traffic.total[measure],
    rejected: traffic.rejected[measure],
    condition: known ? condition('asn', asn) : condition('asn', null),
  };
}

export function portRow({ values: [port], traffic }: TopGroup, measure: Measured): RankRow {
  const label = port ?? '';
  const name = portName(label);
  return {
    id: label,
    name: label === '' ? 'No port' : label,
    detail: name,
    title: name === '' ? `Service port ${label}` : `Service port ${label}, ${name}`,
    count: traffic.total[measure],
    rejected: traffic.rejected[measure],
    condition: conditions(['service-port'], [port ?? null]),
  };
}
