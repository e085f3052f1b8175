import type { GeoPlace } from '../api/types';
import type { MapState } from './state';
import { cityName } from '../text/countries';

export interface Tally {
  flows: number;
  accepted: number;
  rejected: number;
  bytes: number;
}

export interface CountryTally extends Tally {
  country: string;
}

export interface CityTally extends Tally {
  country: string;
  city: string;
}

/** Traffic between one place and one region, one way, with one outcome: an arc. */
export interface ArcTally {
  key: string;
  latitude: number;
  longitude: number;
  region: string;
  inbound: boolean;
  rejected: boolean;
  flows: number;
}

export interface PointTally extends Tally {
  latitude: number;
  longitude: number;
  country: string;
  city: string;
}

export interface MapSummary extends Tally {
  countries: CountryTally[];
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
export const shows = (row: GeoPlace, filter: Filter): boolean =>
  (filter.direction === 'all' || (filter.direction === 'outbound') === (row.direction === 'outbound')) &&
  (filter.action === 'all' || row.action === filter.action);

export const arcKey = (row: GeoPlace): string =>
  `${row.latitude},${row.longitude}|${row.region}|${row.direction === 'outbound' ? 'o' : 'i'}|${row.action === 'reject' ? 'r' : 'a'}`;

export function summarise(rows: Iterable<GeoPlace>, filter: Filter): MapSummary {
  const total: Tally = noTally();
  const countries = new Map<string, CountryTally>();
  const cities = new Map<string, CityTally>();
  const arcs = new Map<string, ArcTally>();
  const points = new Map<string, PointTally>();
  const regions = new Map<string, number>();
  let withoutCoordinates = 0;

  for (const row of rows) {
    if (!shows(row, filter)) continue;
    addTo(total, row);
    addTo(countries.get(row.country) ?? put(countries, row.country, { country: row.country, ...noTally() }), row);
    regions.set(row.region, (regions.get(row.region) ?? 0) + row.flows);
    const city = cityName(row.city);
    if (city !== '') {
      const name = `${row.country}|${city}`;
      addTo(cities.get(name) ?? put(cities, name, { country: row.country, city, ...noTally() }), row);
    }
    const { latitude, longitude } = row;
    if (latitude === null || longitude === null) {
      withoutCoordinates += row.flows;
      continue;
    }
    const place = `${latitude},${longitude}`;
    const point =
      points.get(place) ?? put(points, place, { latitude, longitude, country: row.country, city, ...noTally() });
    addTo(point, row);
    const key = arcKey(row);
    const arc =
      arcs.get(key) ??
      put(arcs, key, {
        key,
        latitude,
        longitude,
        region: row.region,
        inbound: row.direction !== 'outbound',
        rejected: row.action === 'reject',
        flows: 0,
      });
    arc.flows += row.flows;
  }

  const busiest = <T extends { flows: number }>(map: Map<string, T>): T[] =>
    [...map.values()].sort((left, right) => right.flows - left.flows);
  return {
    ...total,
    countries: busiest(countries),
    cities: busiest(cities),
    arcs: busiest(arcs),
    points: busiest(points),
    regions,
    withoutCoordinates,
  };
}

export const noTally = (): Tally => ({ flows: 0, accepted: 0, rejected: 0, bytes: 0 });

export function addTo(tally: Tally, row: GeoPlace): void {
  tally.flows += row.flows;
  tally.bytes += row.bytes;
  if (row.action === 'accept') tally.accepted += row.flows;
  else if (row.action === 'reject') tally.rejected += row.flows;
}

function put<T>(map: Map<string, T>, key: string, value: T): T {
  map.set(key, value);
  return value;
}
