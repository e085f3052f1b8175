import { feature } from 'topojson-client';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import outlineUrl from 'virtual:world-outline';
import { codeOf } from '../text/countries';

export interface Country {
  /** ISO 3166-1 alpha-2, or null for an outline that has none (Northern Cyprus, Somaliland). */
  code: string | null;
  name: string;
  shape: Feature<Geometry>;
}

let loaded: Promise<Country[]> | null = null;

/** Natural Earth's countries, 1:110 million: an asset of our own, fetched once. */
export function loadWorld(): Promise<Country[]> {
  loaded ??= fetch(outlineUrl)
    .then((response) => {
      if (!response.ok) throw new Error(`The outline of the world could not be loaded (${response.status}).`);
      return response.json() as Promise<Topology>;
    })
    .then(countriesOf)
    .catch((error: unknown) => {
      loaded = null;
      throw error;
    });
  return loaded;
}

function countriesOf(topology: Topology): Country[] {
  const collection = feature(
    topology,
    topology.objects['countries'] as GeometryCollection<{ name?: string }>,
  ) as FeatureCollection<Geometry, { name?: string } | null>;
  return collection.features.map((shape) => ({
    code: codeOf(shape.id === undefined ? undefined : String(shape.id).padStart(3, '0'), shape.properties?.name ?? ''),
    name: shape.properties?.name ?? '',
    shape,
  }));
}
