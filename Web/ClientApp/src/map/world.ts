import { feature } from 'topojson-client';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { fine, outline } from 'virtual:world-outline';
import { codeOf } from '../text/countries';

export interface Country {
  /** ISO 3166-1 alpha-2, or null for an outline that has none (Northern Cyprus, Somaliland). */
  code: string | null;
  name: string;
  shape: Feature<Geometry>;
}

const loaded = new Map<string, Promise<Country[]>>();

/** Natural Earth's countries, 1:110 million, or 1:50 million with the small ones too: assets of our own, fetched once. */
export function loadWorld(detail: 'coarse' | 'fine' = 'coarse'): Promise<Country[]> {
  const url = detail === 'fine' ? fine : outline;
  let world = loaded.get(url);
  if (world === undefined) {
    world = fetchWorld(url);
    world.catch(() => loaded.delete(url));
    loaded.set(url, world);
  }
  return world;
}

async function fetchWorld(url: string): Promise<Country[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The outline of the world could not be loaded (${response.status}).`);
  return countriesOf((await response.json()) as Topology);
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
