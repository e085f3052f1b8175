import { geoGraticule10, geoPath, type GeoPath, type GeoPermissibleObjects, type GeoProjection } from 'd3-geo';
import { KeptPath, type Pen } from '../drawing/pen';
import { rampColour, scale, type MapPalette } from './colours';
import type { Country } from './world';

/** As many colours as an eye tells apart; between two of them nothing has to be painted again. */
const steps = 64;

/** Left and top, right and bottom. */
export type Box = [[number, number], [number, number]];

interface Shape {
  country: Country;
  path: Path2D;
  box: Box;
}

const meets = (one: Box, other: Box): boolean =>
  one[0][0] <= other[1][0] && one[1][0] >= other[0][0] && one[0][1] <= other[1][1] && one[1][1] >= other[0][1];

/** The countries and the sea: a picture of its own, painted only when a colour, the camera or the size has changed. */
export class LandLayer {
  readonly #shapes: Shape[] = [];
  readonly #toPath: GeoPath;
  readonly #sphere: Path2D;
  readonly #graticule: Path2D;
  #painted = '';

  constructor(projection: GeoProjection) {
    this.#toPath = geoPath(projection);
    this.#sphere = this.#path({ type: 'Sphere' });
    this.#graticule = this.#path(geoGraticule10());
  }

  /** Takes the countries in, one a step: all of a fine outline take longer than a frame. */
  *add(world: readonly Country[]): Generator<void> {
    for (const country of world) {
      this.#shapes.push({ country, path: this.#path(country.shape), box: this.#toPath.bounds(country.shape) });
      yield;
    }
  }

  /** The country at a place of the projection. */
  at(x: number, y: number, probe: CanvasRenderingContext2D): Country | null {
    const point: Box = [
      [x, y],
      [x, y],
    ];
    return this.#shapes.find(({ path, box }) => meets(box, point) && probe.isPointInPath(path, x, y))?.country ?? null;
  }

  /** Draws round a country with the line that the context has. */
  outline(code: string, context: CanvasRenderingContext2D): void {
    for (const { country, path } of this.#shapes) if (country.code === code) context.stroke(path);
  }

  /** @returns whether the picture is still right: then nothing was painted. */
  isPainted(counts: ReadonlyMap<string, number>, palette: MapPalette, camera: string): boolean {
    return this.#painted === this.#signature(counts, palette, camera);
  }

  /**
   * @param context set to the camera and cleared
   * @param camera what `isPainted` knows the picture by; null: another picture than the one that is seen
   * @param seen what of the projection is in view
   */
  paint(
    context: Pen,
    counts: ReadonlyMap<string, number>,
    palette: MapPalette,
    zoom: number,
    camera: string | null,
    seen: Box,
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
    const shapes = this.#shapes.filter(({ box }) => meets(box, seen));
    for (const { country, path } of shapes) {
      const value = country.code === null ? 0 : (counts.get(country.code) ?? 0);
      context.fillStyle = value === 0 ? palette.land : rampColour(palette.ramp, stepOf(value, most) / steps);
      context.fill(path);
    }
    for (const { path } of shapes) context.stroke(path);
    if (camera !== null) this.#painted = this.#signature(counts, palette, camera);
  }

  #path(shape: GeoPermissibleObjects): Path2D {
    return new KeptPath(this.#toPath(shape) ?? '');
  }

  #signature(counts: ReadonlyMap<string, number>, palette: MapPalette, camera: string): string {
    const most = Math.max(1, ...counts.values());
    const colours = [...counts].map(([code, value]) => `${code}${stepOf(value, most)}`).sort();
    return `${camera}|${palette.land}|${colours.join()}`;
  }
}

const stepOf = (value: number, most: number): number => Math.round(scale(value, most) * steps);
