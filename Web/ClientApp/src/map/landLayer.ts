import { geoGraticule10, geoPath, type GeoProjection } from 'd3-geo';
import { rampColour, scale, type MapPalette } from './colours';
import type { Country } from './world';

/** As many colours as an eye tells apart; between two of them nothing has to be painted again. */
const steps = 64;

/** The countries and the sea: a picture of its own, painted only when a colour, the camera or the size has changed. */
export class LandLayer {
  readonly shapes: { country: Country; path: Path2D }[];
  readonly #sphere: Path2D;
  readonly #graticule: Path2D;
  #painted = '';

  constructor(world: readonly Country[], projection: GeoProjection) {
    const toPath = geoPath(projection);
    const path = (shape: Parameters<typeof toPath>[0]): Path2D => new Path2D(toPath(shape) ?? '');
    this.#sphere = path({ type: 'Sphere' });
    this.#graticule = path(geoGraticule10());
    this.shapes = world.map((country) => ({ country, path: path(country.shape) }));
  }

  /** @returns whether the picture is still right: then nothing was painted. */
  isPainted(counts: ReadonlyMap<string, number>, palette: MapPalette, camera: string): boolean {
    return this.#painted === this.#signature(counts, palette, camera);
  }

  /** @param context set to the camera and cleared */
  paint(
    context: CanvasRenderingContext2D,
    counts: ReadonlyMap<string, number>,
    palette: MapPalette,
    zoom: number,
    camera: string,
  ): void {
    context.fillStyle = palette.sea;
    context.fill(this.#sphere);
    context.lineWidth = 0.5 / zoom;
    context.strokeStyle = palette.outline;
    context.stroke(this.#graticule);
    context.stroke(this.#sphere);
    const most = Math.max(1, ...counts.values());
    context.lineJoin = 'round';
    context.lineWidth = 0.6 / zoom;
    context.strokeStyle = palette.border;
    for (const { country, path } of this.shapes) {
      const value = country.code === null ? 0 : (counts.get(country.code) ?? 0);
      context.fillStyle = value === 0 ? palette.land : rampColour(palette.ramp, stepOf(value, most) / steps);
      context.fill(path);
    }
    for (const { path } of this.shapes) context.stroke(path);
    this.#painted = this.#signature(counts, palette, camera);
  }

  #signature(counts: ReadonlyMap<string, number>, palette: MapPalette, camera: string): string {
    const most = Math.max(1, ...counts.values());
    const colours = [...counts].map(([code, value]) => `${code}${stepOf(value, most)}`).sort();
    return `${camera}|${palette.land}|${colours.join()}`;
  }
}

const stepOf = (value: number, most: number): number => Math.round(scale(value, most) * steps);
