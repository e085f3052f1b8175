import type { GeoProjection } from 'd3-geo';
import type { AwsRegion } from '../api/types';
import type { Pen } from '../drawing/pen';
import { fitSurface, pixelRatio } from '../drawing/surface';
import { weighArcs } from './arcs';
import { clusterArcs, clusterPoints, type Cluster } from './clusters';
import type { MapPalette } from './colours';
import { Flights } from './flights';
import { LandLayer, type Box } from './landLayer';
import { emptyScene, markSize, radius, type MapHit, type MapScene } from './mapScene';
import { paintRegions, type PlacedRegion } from './paintRegions';
import { paintArcs, paintPoints, type WeighedArc } from './paintTraffic';
import { worldProjection } from './projection';
import type { ArcTally, PointTally } from './summary';
import { Ways } from './ways';
import type { Country } from './world';

export interface Camera {
  x: number;
  y: number;
  k: number;
}

const maximumArcs = 900;
const maximumPoints = 900;
/** Places closer than this on the screen are one circle. */
const cell = 9;
const largestZoom = 14;
const crispAfter = 120;
/** A finer outline is taken in for so many milliseconds at a time. */
const slice = 8;
/** From this zoom on the coarse outline shows that it is coarse. */
const fineFrom = 2;

/**
 * Draws the world on two canvases: below what changes once a second (land, arcs, circles, regions), above what moves. While the reader pans and
 * zooms, the lower picture is moved as it is; it is drawn anew when they rest. Knows nothing of Svelte.
 */
export class MapRenderer {
  onCamera: (() => void) | null = null;
  readonly #base: HTMLCanvasElement;
  readonly #top: HTMLCanvasElement;
  readonly #landPicture = document.createElement('canvas');
  readonly #world: Country[];
  #fine: Country[] | null = null;
  readonly #probe = document.createElement('canvas').getContext('2d')!;
  readonly #flights = new Flights();
  #projection: GeoProjection = worldProjection(100, 50, 0);
  #coarseLand: LandLayer;
  #fineLand: LandLayer | null = null;
  /** Of which of them the picture of the land is. */
  #pictured: LandLayer | null = null;
  #ways = new Ways(this.#projection);
  #projected = new Map<string, readonly [number, number]>();
  #width = 0;
  #height = 0;
  #camera: Camera = { x: 0, y: 0, k: 1 };
  /** The camera of the picture below. */
  #drawn: Camera = { x: 0, y: 0, k: 1 };
  #scene: MapScene = emptyScene;
  #clusters: Cluster[] = [];
  #arcs: WeighedArc[] = [];
  #regions: (PlacedRegion & { px: number; py: number })[] = [];
  #byCode = new Map<string, AwsRegion>();
  #palette: MapPalette;
  #selected: string | null = null;
  #hovered: string | null = null;
  #arrangeDirty = false;
  #baseDirty = false;
  #frame = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #refining: ReturnType<typeof setTimeout> | undefined;
  #moving = true;

  constructor(base: HTMLCanvasElement, top: HTMLCanvasElement, world: Country[], palette: MapPalette) {
    this.#base = base;
    this.#top = top;
    this.#world = world;
    this.#palette = palette;
    this.#coarseLand = new LandLayer(this.#projection);
    base.style.transformOrigin = '0 0';
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
    clearTimeout(this.#refining);
  }

  resize(width: number, height: number): void {
    if (width < 10 || height < 10) return;
    const centre = this.#width > 0 ? this.centre() : null;
    this.#width = width;
    this.#height = height;
    this.#projection = worldProjection(width, height, Math.min(10, width * 0.015));
    this.#coarseLand = new LandLayer(this.#projection);
    for (const _ of this.#coarseLand.add(this.#world)) continue;
    this.#fineLand = null;
    if (this.#fine !== null) this.refine(this.#fine);
    this.#ways = new Ways(this.#projection);
    this.#projected.clear();
    this.#flights.clear();
    if (centre !== null && this.#camera.k > 1) this.lookAt(centre);
    else this.#camera = { x: 0, y: 0, k: 1 };
    this.#arrange();
  }

  /** Takes a finer outline, some countries at a time; the coarse one is seen until all of it is there, and where it is as good. */
  refine(world: Country[]): void {
    this.#fine = world;
    const land = new LandLayer(this.#projection);
    const countries = land.add(world);
    const goOn = (): void => {
      const until = performance.now() + slice;
      while (performance.now() < until) {
        if (!countries.next().done) continue;
        this.#fineLand = land;
        this.#invalidate(true);
        return;
      }
      this.#refining = setTimeout(goOn);
    };
    clearTimeout(this.#refining);
    this.#refining = setTimeout(goOn);
  }

  paint(palette: MapPalette): void {
    this.#palette = palette;
    this.#invalidate(true);
  }

  show(scene: MapScene): void {
    this.#scene = scene;
    this.#byCode = new Map(scene.regions.map(({ region }) => [region.code, region]));
    this.#arrangeDirty = true;
    this.#invalidate(false);
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

  /** Lets a dot fly along an arc. */
  fly(arc: ArcTally, region: AwsRegion, flows: number): void {
    if (!this.#moving || document.hidden) return;
    this.#flights.add(() => this.#ways.of(arc, region), arc.rejected, flows);
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

  /** Whether a finer outline would be seen. */
  get wantsFine(): boolean {
    return this.#fine === null && this.#camera.k >= fineFrom;
  }

  pan(dx: number, dy: number): void {
    this.#setCamera({ ...this.#camera, x: this.#camera.x + dx, y: this.#camera.y + dy });
  }

  zoom(factor: number, x = this.#width / 2, y = this.#height / 2): void {
    const camera = this.#camera;
    const k = Math.min(largestZoom, Math.max(1, camera.k * factor));
    const ratio = k / camera.k;
    this.#setCamera({ x: x - (x - camera.x) * ratio, y: y - (y - camera.y) * ratio, k });
  }

  hit(x: number, y: number): MapHit | null {
    const { x: left, y: top, k } = this.#camera;
    const near = (at: { x: number; y: number }, reach: number): boolean =>
      Math.hypot(at.x * k + left - x, at.y * k + top - y) <= reach;
    for (const { region, flows, px, py } of this.#regions) {
      if (near({ x: px, y: py }, flows > 0 ? 9 : 5)) return { kind: 'region', region, flows };
    }
    const most = this.#clusters[0]?.count ?? 1;
    // The small ones lie above.
    for (const point of this.#clusters.toReversed()) {
      if (near(point, Math.max(4, radius(point.count, most, markSize(this.#width))))) return { kind: 'point', point };
    }
    const country = this.#land.at((x - left) / k, (y - top) / k, this.#probe);
    return country === null ? null : { kind: 'country', code: country.code, name: country.name };
  }

  get #land(): LandLayer {
    return this.#camera.k < fineFrom ? this.#coarseLand : (this.#fineLand ?? this.#coarseLand);
  }

  #setCamera(camera: Camera): void {
    const k = camera.k;
    const clamp = (value: number, size: number): number =>
      Math.min(size * 0.25, Math.max(size * 0.75 - size * k, value));
    this.#camera =
      k <= 1 ? { x: 0, y: 0, k: 1 } : { x: clamp(camera.x, this.#width), y: clamp(camera.y, this.#height), k };
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      this.#arrange();
      this.onCamera?.();
    }, crispAfter);
    this.#invalidate(false);
  }

  /** Folds what the scene holds into what the screen can show at this zoom. */
  #arrange(): void {
    this.#arrangeDirty = false;
    const { points, arcs, recent, regions } = this.#scene;
    const project = (place: string, longitude: number, latitude: number): readonly [number, number] => {
      let at = this.#projected.get(place);
      if (at === undefined) this.#projected.set(place, (at = this.#projection([longitude, latitude])!));
      return at;
    };
    const ofPoint = (point: PointTally): readonly [number, number] =>
      project(point.place, point.longitude, point.latitude);
    const { clusters, of } = clusterPoints(points, ofPoint, (cell * markSize(this.#width)) / this.#camera.k);
    this.#clusters = clusters.slice(0, maximumPoints);
    this.#arcs = weighArcs(clusterArcs(arcs, of, recent)).slice(0, maximumArcs);
    this.#regions = regions
      .map((mark) => {
        const [px, py] = project(mark.region.code, mark.region.longitude, mark.region.latitude);
        return { ...mark, px, py, x: 0, y: 0 };
      })
      .sort((left, right) => right.flows - left.flows);
    this.#invalidate(true);
  }

  #invalidate(base: boolean): void {
    this.#baseDirty ||= base;
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number): void {
    this.#frame = 0;
    if (this.#width === 0) return;
    // Folding and drawing take a frame each, so that neither holds up the dots for long.
    if (this.#arrangeDirty) this.#arrange();
    else if (this.#baseDirty && this.#resting === undefined) {
      this.#baseDirty = false;
      this.#drawBase();
    }
    this.#placeBase();
    this.#drawTop(now);
    if (this.#flights.active) this.#frame = requestAnimationFrame((time) => this.#draw(time));
  }

  /** Between two drawings the picture below follows the camera as it is. */
  #placeBase(): void {
    const { x, y, k } = this.#camera;
    const drawn = this.#drawn;
    const ratio = k / drawn.k;
    const still = ratio === 1 && x === drawn.x && y === drawn.y;
    const transform = still ? '' : `matrix(${ratio},0,0,${ratio},${x - drawn.x * ratio},${y - drawn.y * ratio})`;
    if (this.#base.style.transform !== transform) this.#base.style.transform = transform;
  }

  #begin(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const context = fitSurface(canvas, this.#width, this.#height);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const ratio = pixelRatio();
    const { x, y, k } = this.#camera;
    context.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio);
    return context;
  }

  /** What of the projection is in view. */
  get #seen(): Box {
    const { x, y, k } = this.#camera;
    return [
      [-x / k, -y / k],
      [(this.#width - x) / k, (this.#height - y) / k],
    ];
  }

  /**
   * What is seen, but for what flies, for another kind of picture: by `land` what is drawn at the projection's scale, by `marks` what keeps its size.
   * @returns how wide and high it is, and where the camera stands
   */
  sketch(land: Pen, marks: Pen): { width: number; height: number; camera: Camera } {
    const [width, height, camera, palette] = [this.#width, this.#height, this.#camera, this.#palette];
    const { x, y, k } = camera;
    this.#land.paint(land, this.#scene.countries, palette, k, null, this.#seen);
    paintArcs(land, this.#arcs, this.#byCode, this.#ways, palette, k);
    paintPoints(land, this.#clusters, palette, k, markSize(width));
    const regions = this.#regions.map((region) => ({ ...region, x: region.px * k + x, y: region.py * k + y }));
    paintRegions(marks, regions, palette, { width, height, zoom: k });
    return { width, height, camera };
  }

  #drawBase(): void {
    const { x, y, k } = this.#camera;
    const palette = this.#palette;
    const camera = `${x},${y},${k},${this.#width},${this.#height},${pixelRatio()}`;
    const land = this.#land;
    if (land !== this.#pictured || !land.isPainted(this.#scene.countries, palette, camera)) {
      land.paint(this.#begin(this.#landPicture), this.#scene.countries, palette, k, camera, this.#seen);
      this.#pictured = land;
    }
    const context = this.#begin(this.#base);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.#landPicture, 0, 0);
    context.restore();
    paintArcs(context, this.#arcs, this.#byCode, this.#ways, palette, k);
    paintPoints(context, this.#clusters, palette, k, markSize(this.#width));
    const ratio = pixelRatio();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const region of this.#regions) [region.x, region.y] = [region.px * k + x, region.py * k + y];
    paintRegions(context, this.#regions, palette, { width: this.#width, height: this.#height, zoom: k });
    this.#drawn = this.#camera;
  }

  #drawTop(now: number): void {
    const context = this.#begin(this.#top);
    const k = this.#camera.k;
    context.strokeStyle = this.#palette.text;
    context.lineJoin = 'round';
    for (const code of [this.#selected, this.#hovered]) {
      if (code === null) continue;
      context.lineWidth = (code === this.#selected ? 2 : 1.2) / k;
      this.#land.outline(code, context);
    }
    this.#flights.draw(context, now, k, this.#palette);
  }
}
