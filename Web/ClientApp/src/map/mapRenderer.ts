import { geoGraticule10, geoNaturalEarth1, geoPath, type GeoProjection } from 'd3-geo';
import type { AwsRegion } from '../api/types';
import { Occupancy } from '../drawing/occupancy';
import { fitSurface, pixelRatio } from '../drawing/surface';
import { arcSegments } from './arcs';
import { rampColour, scale, type MapPalette } from './colours';
import { Flights } from './flights';
import type { ArcTally, PointTally } from './summary';
import type { Country } from './world';

export interface MapScene {
  countries: Map<string, number>;
  arcs: { arc: ArcTally; weight: number }[];
  points: PointTally[];
  regions: { region: AwsRegion; flows: number }[];
}

export type MapHit =
  | { kind: 'region'; region: AwsRegion; flows: number }
  | { kind: 'point'; point: PointTally }
  | { kind: 'country'; code: string | null; name: string };

export interface Camera {
  x: number;
  y: number;
  k: number;
}

const maximumArcs = 1500;
const maximumPoints = 1500;
const alphas = [0.05, 0.11, 0.2, 0.34, 0.56, 0.9] as const;

/** Draws the world on two canvases: what changes once a second below, what moves above. Knows nothing of Svelte. */
export class MapRenderer {
  onCamera: (() => void) | null = null;
  readonly #base: HTMLCanvasElement;
  readonly #top: HTMLCanvasElement;
  readonly #world: Country[];
  readonly #probe = document.createElement('canvas').getContext('2d')!;
  #projection: GeoProjection = geoNaturalEarth1();
  #sphere = new Path2D();
  #graticule = new Path2D();
  #shapes: { country: Country; path: Path2D }[] = [];
  #ways = new Map<string, Float32Array>();
  #width = 0;
  #height = 0;
  #camera: Camera = { x: 0, y: 0, k: 1 };
  #scene: MapScene = { countries: new Map(), arcs: [], points: [], regions: [] };
  #palette: MapPalette;
  #selected: string | null = null;
  #hovered: string | null = null;
  #baseDirty = false;
  #frame = 0;
  #interacting = 0;
  #moving = true;
  readonly #flights = new Flights();

  constructor(base: HTMLCanvasElement, top: HTMLCanvasElement, world: Country[], palette: MapPalette) {
    this.#base = base;
    this.#top = top;
    this.#world = world;
    this.#palette = palette;
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#interacting);
  }

  resize(width: number, height: number): void {
    if (width < 10 || height < 10) return;
    const centre = this.#width > 0 ? this.centre() : null;
    this.#width = width;
    this.#height = height;
    const margin = Math.min(12, width * 0.02);
    this.#projection = geoNaturalEarth1().fitExtent(
      [
        [margin, margin],
        [width - margin, height - margin],
      ],
      { type: 'Sphere' },
    );
    const toPath = geoPath(this.#projection);
    const path = (shape: Parameters<typeof toPath>[0]): Path2D => new Path2D(toPath(shape) ?? '');
    this.#sphere = path({ type: 'Sphere' });
    this.#graticule = path(geoGraticule10());
    this.#shapes = this.#world.map((country) => ({ country, path: path(country.shape) }));
    this.#ways.clear();
    this.#flights.clear();
    if (centre !== null && this.#camera.k > 1) this.lookAt(centre);
    else this.#camera = { x: 0, y: 0, k: 1 };
    this.#invalidate(true);
  }

  paint(palette: MapPalette): void {
    this.#palette = palette;
    this.#invalidate(true);
  }

  show(scene: MapScene): void {
    scene.arcs.sort((left, right) => right.weight - left.weight);
    scene.arcs.length = Math.min(scene.arcs.length, maximumArcs);
    this.#scene = scene;
    this.#invalidate(true);
  }

  select(country: string | null): void {
    this.#selected = country;
    this.#invalidate(false);
  }

  hover(country: string | null): void {
    if (country === this.#hovered) return;
    this.#hovered = country;
    this.#invalidate(false);
  }

  /** Motion off: for those who asked their system for it, and while paused. */
  setMoving(moving: boolean): void {
    this.#moving = moving;
    if (!moving) this.#flights.clear();
    this.#invalidate(false);
  }

  /** Lets dots fly along an arc. */
  fly(arc: ArcTally, region: AwsRegion, flows: number): void {
    if (!this.#moving || document.hidden) return;
    this.#flights.add(this.#way(arc, region), arc, flows);
    this.#invalidate(false);
  }

  centre(): [number, number, number] {
    const { x, y, k } = this.#camera;
    const place = this.#projection.invert?.([(this.#width / 2 - x) / k, (this.#height / 2 - y) / k]) ?? [0, 0];
    return [place[0], place[1], k];
  }

  lookAt([longitude, latitude, k]: readonly [number, number, number]): void {
    const point = this.#projection([longitude, latitude]) ?? [this.#width / 2, this.#height / 2];
    this.#setCamera({ x: this.#width / 2 - point[0] * k, y: this.#height / 2 - point[1] * k, k });
  }

  fit(): void {
    this.#setCamera({ x: 0, y: 0, k: 1 });
  }

  get zoomed(): boolean {
    return this.#camera.k > 1.01;
  }

  pan(dx: number, dy: number): void {
    this.#setCamera({ ...this.#camera, x: this.#camera.x + dx, y: this.#camera.y + dy });
  }

  zoom(factor: number, x = this.#width / 2, y = this.#height / 2): void {
    const camera = this.#camera;
    const k = Math.min(14, Math.max(1, camera.k * factor));
    const ratio = k / camera.k;
    this.#setCamera({ x: x - (x - camera.x) * ratio, y: y - (y - camera.y) * ratio, k });
  }

  hit(x: number, y: number): MapHit | null {
    const { x: left, y: top, k } = this.#camera;
    const screen = (longitude: number, latitude: number): [number, number] => {
      const point = this.#projection([longitude, latitude])!;
      return [point[0] * k + left, point[1] * k + top];
    };
    const near = (longitude: number, latitude: number, reach: number): boolean => {
      const [px, py] = screen(longitude, latitude);
      return Math.hypot(px - x, py - y) <= reach;
    };
    for (const { region, flows } of this.#scene.regions) {
      if (near(region.longitude, region.latitude, 9)) return { kind: 'region', region, flows };
    }
    const most = this.#scene.points[0]?.flows ?? 1;
    for (const point of this.#scene.points.slice(0, maximumPoints)) {
      if (near(point.longitude, point.latitude, Math.max(4, radius(point.flows, most))))
        return { kind: 'point', point };
    }
    for (const { country, path } of this.#shapes) {
      if (this.#probe.isPointInPath(path, (x - left) / k, (y - top) / k)) {
        return { kind: 'country', code: country.code, name: country.name };
      }
    }
    return null;
  }

  #setCamera(camera: Camera): void {
    const k = camera.k;
    const clamp = (value: number, size: number): number =>
      Math.min(size * 0.25, Math.max(size * 0.75 - size * k, value));
    this.#camera =
      k <= 1 ? { x: 0, y: 0, k: 1 } : { x: clamp(camera.x, this.#width), y: clamp(camera.y, this.#height), k };
    clearTimeout(this.#interacting);
    this.#interacting = setTimeout(() => {
      this.#interacting = 0;
      this.#invalidate(true);
      this.onCamera?.();
    }, 140) as unknown as number;
    this.#invalidate(true);
  }

  #invalidate(base: boolean): void {
    this.#baseDirty ||= base;
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number): void {
    this.#frame = 0;
    if (this.#width === 0) return;
    if (this.#baseDirty) {
      this.#baseDirty = false;
      this.#drawBase();
    }
    this.#drawTop(now);
    if (this.#flights.active) this.#frame = requestAnimationFrame((time) => this.#draw(time));
  }

  #begin(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const context = fitSurface(canvas, this.#width, this.#height);
    const ratio = pixelRatio();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const { x, y, k } = this.#camera;
    context.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio);
    return context;
  }

  #drawBase(): void {
    const context = this.#begin(this.#base);
    const palette = this.#palette;
    const k = this.#camera.k;
    context.fillStyle = palette.sea;
    context.fill(this.#sphere);
    context.lineWidth = 0.5 / k;
    context.strokeStyle = palette.outline;
    context.stroke(this.#graticule);
    context.stroke(this.#sphere);
    const most = Math.max(1, ...this.#scene.countries.values());
    context.lineJoin = 'round';
    for (const { country, path } of this.#shapes) {
      const value = country.code === null ? 0 : (this.#scene.countries.get(country.code) ?? 0);
      context.fillStyle = value === 0 ? palette.land : rampColour(palette.ramp, scale(value, most));
      context.fill(path);
    }
    context.lineWidth = 0.6 / k;
    context.strokeStyle = palette.border;
    for (const { path } of this.#shapes) context.stroke(path);
    this.#drawArcs(context);
    this.#drawPoints(context);
  }

  #drawArcs(context: CanvasRenderingContext2D): void {
    const k = this.#camera.k;
    const places = new Map(this.#scene.regions.map(({ region }) => [region.code, region]));
    // While the map moves, the strongest arcs are enough.
    const arcs = this.#interacting === 0 ? this.#scene.arcs : this.#scene.arcs.slice(0, 250);
    for (const rejected of [false, true]) {
      context.strokeStyle = rejected ? this.#palette.reject : this.#palette.accept;
      context.setLineDash(rejected ? [4 / k, 3 / k] : []);
      for (const [bucket, alpha] of alphas.entries()) {
        context.globalAlpha = alpha;
        context.lineWidth = (bucket === alphas.length - 1 ? 1.6 : 0.9) / k;
        let batched = 0;
        context.beginPath();
        for (const { arc, weight } of arcs) {
          if (arc.rejected !== rejected || bucketOf(weight) !== bucket) continue;
          const region = places.get(arc.region);
          if (region === undefined) continue;
          trace(context, this.#way(arc, region));
          if (++batched % 50 === 0) {
            context.stroke();
            context.beginPath();
          }
        }
        context.stroke();
      }
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  #drawPoints(context: CanvasRenderingContext2D): void {
    const k = this.#camera.k;
    const most = this.#scene.points[0]?.flows ?? 1;
    context.lineWidth = 0.8 / k;
    context.strokeStyle = this.#palette.halo;
    for (const point of this.#scene.points.slice(0, maximumPoints)) {
      const [x, y] = this.#projection([point.longitude, point.latitude])!;
      context.beginPath();
      context.arc(x, y, radius(point.flows, most) / k, 0, 2 * Math.PI);
      context.globalAlpha = 0.75;
      context.fillStyle = point.rejected > point.accepted ? this.#palette.reject : this.#palette.accept;
      context.fill();
      context.globalAlpha = 0.9;
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  #drawTop(now: number): void {
    const context = this.#begin(this.#top);
    const { x, y, k } = this.#camera;
    context.strokeStyle = this.#palette.text;
    for (const code of [this.#selected, this.#hovered]) {
      if (code === null) continue;
      context.lineWidth = (code === this.#selected ? 2 : 1.2) / k;
      for (const { country, path } of this.#shapes) if (country.code === code) context.stroke(path);
    }
    this.#flights.draw(context, now, k, this.#palette);

    // Regions keep their size on the screen.
    const ratio = pixelRatio();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = '600 11px system-ui, sans-serif';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    const taken = new Occupancy(this.#width, this.#height);
    const marks = this.#scene.regions.map(({ region, flows }) => {
      const point = this.#projection([region.longitude, region.latitude])!;
      return { region, flows, px: point[0] * k + x, py: point[1] * k + y };
    });
    for (const { px, py } of marks) taken.take(px, py, 12, 12);
    for (const { region, px, py } of marks) {
      context.fillStyle = this.#palette.region;
      context.strokeStyle = this.#palette.halo;
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(px, py - 6);
      context.lineTo(px + 6, py);
      context.lineTo(px, py + 6);
      context.lineTo(px - 6, py);
      context.closePath();
      context.fill();
      context.stroke();
      // On a phone the names would cover the map; they come with zoom.
      if (this.#width < 600 && k < 2) continue;
      const width = context.measureText(region.code).width;
      const right = px + 20 + width < this.#width;
      for (const [lx, ly] of [
        [right ? px + 16 + width / 2 : px - 16 - width / 2, py],
        [right ? px - 16 - width / 2 : px + 16 + width / 2, py],
        [px, py + 20],
        [px, py - 20],
      ] as const) {
        if (!taken.place(lx, ly, width + 2, 11)) continue;
        context.lineWidth = 3;
        context.strokeText(region.code, lx - width / 2, ly);
        context.fillStyle = this.#palette.text;
        context.fillText(region.code, lx - width / 2, ly);
        break;
      }
    }
  }

  /** The projected way of an arc, x and y in turns, NaN where it is cut. Inbound arcs end at the region. */
  #way(arc: ArcTally, region: AwsRegion): Float32Array {
    const key = `${arc.latitude},${arc.longitude}|${arc.region}|${arc.inbound}`;
    let way = this.#ways.get(key);
    if (way === undefined) {
      const place = [arc.longitude, arc.latitude] as const;
      const home = [region.longitude, region.latitude] as const;
      const numbers: number[] = [];
      for (const segment of arc.inbound ? arcSegments(place, home) : arcSegments(home, place)) {
        if (numbers.length > 0) numbers.push(NaN, NaN);
        for (const coordinates of segment) numbers.push(...this.#projection(coordinates as [number, number])!);
      }
      way = Float32Array.from(numbers);
      // The cache holds what is drawn and a little more; a new set of arcs starts it anew.
      if (this.#ways.size > 4 * maximumArcs) this.#ways.clear();
      this.#ways.set(key, way);
    }
    return way;
  }
}

const bucketOf = (weight: number): number => Math.min(alphas.length - 1, Math.floor(weight * alphas.length));

const radius = (flows: number, most: number): number => 1.3 + 6.5 * Math.sqrt(flows / most);

function trace(context: CanvasRenderingContext2D, way: Float32Array): void {
  let pen = false;
  for (let at = 0; at < way.length; at += 2) {
    const x = way[at]!;
    if (Number.isNaN(x)) pen = false;
    else if (pen) context.lineTo(x, way[at + 1]!);
    else {
      context.moveTo(x, way[at + 1]!);
      pen = true;
    }
  }
}
