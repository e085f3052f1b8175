import type { GeoPlace, Traffic } from '../api/types';
import { cityName } from '../text/countries';
import type { MapState } from './state';

export type Measured = keyof Traffic;

/** Sums in the measure that the reader chose: flows, packets or bytes. */
export interface Tally {
  count: number;
  accepted: number;
  rejected: number;
}

export interface CountryTally extends Tally {
  country: string;
  inbound: number;
  outbound: number;
  flows: number;
  bytes: number;
}

export interface CityTally extends Tally {
  country: string;
  city: string;
}

/** Traffic between one place and one region, one way, with one outcome: an arc. */
export interface ArcTally {
  key: string;
  /** Its place's key, as the point's. */
  place: string;
  latitude: number;
  longitude: number;
  region: string;
  inbound: boolean;
  rejected: boolean;
  count: number;
}

export interface PointTally extends Tally {
  place: string;
  latitude: number;
  longitude: number;
  country: string;
  city: string;
}

export interface MapSummary extends Tally {
  /** The busiest first. */
  countries: CountryTally[];
  /** In no order, as arcs and points: there may be tens of thousands, of which few are looked at. */
  cities: CityTally[];
  arcs: ArcTally[];
  points: PointTally[];
  /** By region code; also regions that have no place on the map. */
  regions: Map<string, number>;
  /** Rows whose country is known but no coordinates. */
  withoutCoordinates: number;
}

type Filter = Pick<MapState, 'direction' | 'action'>;

/** "through" has two public ends and is placed at its source, as inbound traffic is. */
export const shows = (row: Pick<GeoPlace, 'direction' | 'action'>, filter: Filter): boolean =>
  (filter.direction === 'all' || (filter.direction === 'outbound') === (row.direction === 'outbound')) &&
  (filter.action === 'all' || row.action === filter.action);

/** What a row is grouped by. A row is summed up each second as long as it lives, and what it is about does not change. */
interface RowKeys {
  city: string;
  cityKey: string;
  place: string;
  arc: string;
}

const known = new WeakMap<GeoPlace, RowKeys>();

function keysOf(row: GeoPlace): RowKeys {
  let keys = known.get(row);
  if (keys === undefined) {
    const city = cityName(row.city);
    const place = `${row.latitude},${row.longitude}`;
    const arc = `${place}|${row.region}|${row.direction === 'outbound' ? 'o' : 'i'}|${row.action === 'reject' ? 'r' : 'a'}`;
    keys = { city, cityKey: `${row.country}|${city}`, place, arc };
    known.set(row, keys);
  }
  return keys;
}

export const arcKey = (row: GeoPlace): string => keysOf(row).arc;

export function summarise(
  rows: Iterable<GeoPlace>,
  shown: (row: GeoPlace) => boolean,
  measure: Measured = 'flows',
): MapSummary {
  const total: Tally = noTally();
  const countries = new Map<string, CountryTally>();
  const cities = new Map<string, CityTally>();
  const arcs = new Map<string, ArcTally>();
  const points = new Map<string, PointTally>();
  const regions = new Map<string, number>();
  let withoutCoordinates = 0;

  for (const row of rows) {
    if (!shown(row)) continue;
    const value = row[measure];
    addTo(total, row, value);
    const country =
      countries.get(row.country) ??
      put(countries, row.country, { country: row.country, inbound: 0, outbound: 0, flows: 0, bytes: 0, ...noTally() });
    addTo(country, row, value);
    country[row.direction === 'outbound' ? 'outbound' : 'inbound'] += value;
    country.flows += row.flows;
    country.bytes += row.bytes;
    regions.set(row.region, (regions.get(row.region) ?? 0) + value);
    const { city, cityKey, place, arc: key } = keysOf(row);
    if (city !== '')
      addTo(cities.get(cityKey) ?? put(cities, cityKey, { country: row.country, city, ...noTally() }), row, value);
    const { latitude, longitude } = row;
    if (latitude === null || longitude === null) {
      withoutCoordinates += value;
      continue;
    }
    const point =
      points.get(place) ?? put(points, place, { place, latitude, longitude, country: row.country, city, ...noTally() });
    addTo(point, row, value);
    const arc =
      arcs.get(key) ??
      put(arcs, key, {
        key,
        place,
        latitude,
        longitude,
        region: row.region,
        inbound: row.direction !== 'outbound',
        rejected: row.action === 'reject',
        count: 0,
      });
    arc.count += value;
  }

  return {
    ...total,
    countries: busiest(countries.values()),
    cities: [...cities.values()],
    arcs: [...arcs.values()],
    points: [...points.values()],
    regions,
    withoutCoordinates,
  };
}

export const busiest = <T extends { count: number }>(tallies: Iterable<T>): T[] =>
  [...tallies].sort((left, right) => right.count - left.count);

export const noTally = (): Tally => ({ count: 0, accepted: 0, rejected: 0 });

export function addTo(tally: Tally, row: Pick<GeoPlace, 'action'>, value: number): void {
  tally.count += value;
  if (row.action === 'accept') tally.accepted += value;
  else if (row.action === 'reject') tally.rejected += value;
}

function put<T>(map: Map<string, T>, key: string, value: T): T {
  map.set(key, value);
  return value;
}
