import { condition, conditions, quote } from '../filter/conditions';
import { countryName } from '../text/countries';
import { portName } from '../text/ports';
import type { RankRow } from './RankTable.svelte';
import type { CityTally, CountryTally, Measured } from './summary';
import type { TopGroup } from './topList.svelte';

export const countryRow = (row: CountryTally): RankRow => ({
  id: row.country,
  name: countryName(row.country),
  detail: '',
  title: `${countryName(row.country)} (${row.country})`,
  count: row.count,
  rejected: row.rejected,
  country: row.country,
  condition: condition('country', row.country === '' ? null : row.country),
});

/** The database adds a district in brackets to some cities; the page shows them as one, and so does the filter. */
export const cityRow = (row: CityTally): RankRow => ({
  id: `${row.country}|${row.city}`,
  name: row.city,
  detail: row.country,
  title: `${row.city}, ${countryName(row.country)} (approximate)`,
  count: row.count,
  rejected: row.rejected,
  country: row.country,
  condition: `${condition('country', row.country)} and city like (${quote(row.city)}, ${quote(`${row.city} (*`)})`,
});

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
