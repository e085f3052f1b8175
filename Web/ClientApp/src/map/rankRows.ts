import { condition, quote } from '../filter/conditions';
import { countryName } from '../text/countries';
import type { RankRow } from './RankTable.svelte';
import type { CityTally, CountryTally } from './summary';

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
