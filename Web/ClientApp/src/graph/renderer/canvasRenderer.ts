import { paintPng } from '../download/png';
import type { About } from '../../export/about';
import { toSvg } from '../download/svg';
import { pixelRatio } from '../../drawing/surface';
import type { Scene } from '../scene/scene';
import { BitmapLayer } from './bitmapLayer';
import { between, fitCamera, zoomed } from './camera';
import { screenX, screenY, type Camera, type Sight } from './drawing';
import type { GraphPalette, GraphRenderer, Hit, Look } from './graphRenderer';
import { Hits, nodesInside } from './hits';
import { litBy } from './lighting';
import { ambientUpTo, paintOverlay, type OverlayState } from './overlay';
import type { Painter } from './painter';
import { textWidth } from './paintTexts';
import { place, type Lit, type Placement } from './placement';

/** After the last pan or zoom a large base is painted anew, crisp. */
const crispAfter = 120;
/** A base that takes no longer is painted anew for each frame of a pan: it is never blurred. */
const quick = 14;
/** More lit links are the painter's, not a frame's. */
const litAtOnce = 160;
/** The base of a bitmap: what is lit stands above the rest of it. */
const dimmed = 0.16;
const mostPixels = 14_000_000;
const nobody: ReadonlySet<number> = new Set();

/** One above the other: the painter's two, and what is drawn here. */
export interface Canvases {
  base: HTMLCanvasElement;
  above: HTMLCanvasElement;
  overlay: HTMLCanvasElement;
}

/**
 * A base bitmap that a worker paints, a second one for what is lit where that is much, and an overlay. Pan and zoom move the bitmaps by a
 * transform, and hover only dims the base: neither ever waits for a painting. Nothing runs while nothing changes.
 */
export class CanvasRenderer implements GraphRenderer {
  onLook: ((look: Look | null) => void) | null = null;
  readonly #base: BitmapLayer;
  readonly #above: BitmapLayer;
  readonly #overlay: HTMLCanvasElement;
  readonly #painter: Painter;
  readonly #hits = new Hits();
  #scene: Scene | null = null;
  #positions = new Float32Array();
  #camera: Camera = { x: 0, y: 0, k: 1 };
  #width = 0;
  #height = 0;
  #palette: GraphPalette;
  #baseDirty = false;
  #litDirty = false;
  #frame = 0;
  #odd = false;
  #crisp: ReturnType<typeof setTimeout> | undefined;
  #holding = false;
  #lastPaint = 0;
  #following = true;
  #settled = false;
  #hovered: Hit | null = null;
  #selected: Hit | null = null;
  #marked: ReadonlySet<number> | null = null;
  #lit: Lit | null = null;
  #pins = nobody;
  #lasso: readonly number[] | null = null;
  #placement: Placement | null = null;
  #moving = true;

  constructor(canvases: Canvases, painter: Painter, palette: GraphPalette) {
    this.#base = new BitmapLayer(canvases.base);
    this.#above = new BitmapLayer(canvases.above);
    this.#overlay = canvases.overlay;
    this.#painter = painter;
    this.#palette = palette;
    painter.onPainted = (painted) => {
      if (painted.layer === 'base') {
        this.#lastPaint = painted.milliseconds;
        this.#base.show(painted);
      } else if (this.#litElsewhere) {
        this.#above.show(painted);
      }
      this.#invalidate();
    };
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#crisp);
    this.#painter.stop();
  }

  show(scene: Scene, positions: Float32Array | null): void {
    this.#scene = scene;
    this.#hovered = this.#selected = null;
    this.#marked = null;
    this.#hits.reset();
    this.#settled = false;
    this.#painter.show(scene.drawing);
    this.#positions = (positions ?? new Float32Array()) as Float32Array<ArrayBuffer>;
    if (positions === null) {
      // What was shown is of another question; its picture goes with it.
      this.#base.hide();
      this.#following = true;
    }
    this.#relight();
    this.#repaint();
  }

  move(positions: Float32Array, settled: boolean): void {
    const first = this.#positions.length === 0;
    this.#positions = positions as Float32Array<ArrayBuffer>;
    this.#settled = settled;
    this.#hits.reset();
    if (this.#following) this.#follow(first || !this.#moving);
    this.#repaint();
  }

  resize(width: number, height: number): void {
    if (width < 10 || height < 10) return;
    this.#width = width;
    this.#height = height;
    if (this.#following) this.#follow(true);
    this.#repaint();
  }

  paint(palette: GraphPalette): void {
    this.#palette = palette;
    this.#repaint();
  }

  setMoving(moving: boolean): void {
    this.#moving = moving;
    this.#invalidate();
  }

  hover(hit: Hit | null): void {
    if (same(hit, this.#hovered)) return;
    this.#hovered = hit;
    this.#relight();
  }

  select(hit: Hit | null): void {
    this.#selected = hit;
    this.#relight();
  }

  light(nodes: ReadonlySet<number> | null): void {
    this.#marked = nodes;
    this.#relight();
  }

  pin(nodes: ReadonlySet<number>): void {
    this.#pins = nodes;
    this.#invalidate();
  }

  lasso(points: readonly number[] | null): void {
    this.#lasso = points;
    this.#invalidate();
  }

  hit(x: number, y: number): Hit | null {
    const sight = this.#sight();
    if (sight === null) return null;
    const node = this.#hits.node(sight, x, y);
    if (node !== null) return { kind: 'node', node };
    const link = this.#hits.link(sight, x, y);
    if (this.#hits.building) this.#invalidate();
    return link === null ? null : { kind: 'link', link };
  }

  inside(points: readonly number[]): Set<number> {
    const sight = this.#sight();
    return sight === null ? new Set() : nodesInside(sight, points);
  }

  fit(): void {
    clearTimeout(this.#crisp);
    this.#holding = false;
    this.#following = true;
    this.#follow(true);
    this.#repaint();
    this.onLook?.(null);
  }

  lookAt([x, y, k]: Look): void {
    this.#setCamera({ x: this.#width / 2 - x * k, y: this.#height / 2 - y * k, k });
  }

  centre(node: number): void {
    this.lookAt([this.#positions[2 * node]!, this.#positions[2 * node + 1]!, Math.max(this.#camera.k, 0.8)]);
  }

  reveal(node: number): void {
    const sight = this.#sight();
    if (sight === null) return;
    const [x, y] = [screenX(sight, node), screenY(sight, node)];
    if (x < 40 || y < 40 || x > this.#width - 40 || y > this.#height - 40) this.centre(node);
  }

  get positions(): Float32Array {
    return this.#positions;
  }

  pan(dx: number, dy: number): void {
    this.#setCamera({ ...this.#camera, x: this.#camera.x + dx, y: this.#camera.y + dy });
  }

  zoom(factor: number, x = this.#width / 2, y = this.#height / 2): void {
    this.#setCamera(zoomed(this.#camera, factor, x, y));
  }

  toWorld(x: number, y: number): [number, number] {
    return [(x - this.#camera.x) / this.#camera.k, (y - this.#camera.y) / this.#camera.k];
  }

  toPng(about: About, ratio: number): Promise<Blob> | null {
    const state = this.#overlayState();
    if (state === null) return null;
    return paintPng(about, { ...state, lit: null, lasso: null, placement: this.#place(state.sight, null) }, ratio);
  }

  toSvg(about: About): string | null {
    const sight = this.#sight();
    return sight === null ? null : toSvg(about, this.#scene!, sight, this.#palette, this.#place(sight, null));
  }

  get #litElsewhere(): boolean {
    return this.#lit !== null && this.#lit.links.size > litAtOnce;
  }

  #sight(): Sight | null {
    if (this.#scene === null || this.#width === 0 || this.#positions.length !== 2 * this.#scene.nodes.length)
      return null;
    const { drawing } = this.#scene;
    return { drawing, positions: this.#positions, camera: this.#camera, width: this.#width, height: this.#height };
  }

  #overlayState(): OverlayState | null {
    const sight = this.#sight();
    if (sight === null) return null;
    return {
      sight,
      scene: this.#scene!,
      palette: this.#palette,
      lit: this.#lit,
      litElsewhere: this.#litElsewhere,
      placement: (this.#placement ??= this.#place(sight, this.#lit)),
      pins: this.#pins,
      lasso: this.#lasso,
      phase: null,
    };
  }

  #place(sight: Sight, lit: Lit | null): Placement {
    const context = this.#overlay.getContext('2d')!;
    return place(sight, this.#scene!, lit, (text, kind) => textWidth(context, text, kind));
  }

  /** Moves the camera so that the graph is in view; gently while the layout moves. */
  #follow(atOnce: boolean): void {
    if (this.#positions.length === 0 || this.#width === 0 || this.#scene === null) return;
    const goal = fitCamera(this.#positions, this.#width, this.#height, this.#scene.boxed);
    this.#camera = between(this.#camera, goal, atOnce || this.#settled ? 1 : 0.35);
  }

  #setCamera(camera: Camera): void {
    this.#following = false;
    this.#camera = camera;
    clearTimeout(this.#crisp);
    this.#crisp = setTimeout(() => {
      this.#holding = false;
      this.#repaint();
      this.onLook?.([...this.toWorld(this.#width / 2, this.#height / 2), this.#camera.k]);
    }, crispAfter);
    if (this.#lastPaint <= quick) this.#baseDirty = this.#litDirty = true;
    else this.#holding = true;
    this.#invalidate();
  }

  #relight(): void {
    const hit = this.#hovered ?? this.#selected;
    this.#lit = this.#scene === null ? null : litBy(this.#scene, hit, this.#marked);
    this.#placement = null;
    this.#litDirty = this.#litElsewhere;
    this.#above.hide();
    this.#invalidate();
  }

  #repaint(): void {
    this.#baseDirty = true;
    this.#litDirty = this.#litElsewhere;
    this.#placement = null;
    this.#invalidate();
  }

  #invalidate(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number): void {
    this.#frame = 0;
    const state = this.#overlayState();
    if (state === null) {
      this.#overlay.getContext('2d')?.clearRect(0, 0, this.#overlay.width, this.#overlay.height);
      return;
    }
    this.#order(state);
    if (this.#hits.building) this.#hits.goOn();
    this.#base.place(this.#camera, this.#lit === null ? 1 : dimmed);
    this.#above.place(this.#camera, 1);
    const ambient = state.scene.boxed && state.scene.links.length <= ambientUpTo;
    const running =
      this.#moving &&
      !document.hidden &&
      (this.#lit === null ? ambient : this.#lit.links.size > 0) &&
      this.#lasso === null;
    // Ambient particles at every second frame are as smooth to the eye and cost half.
    this.#odd = !this.#odd;
    const skip = this.#odd && running && this.#lit === null && !this.#baseDirty && !this.#holding;
    if (!skip) paintOverlay(this.#overlay, { ...state, phase: running ? now : null });
    if (this.#hits.building || running) this.#invalidate();
  }

  /** Orders what is stale, one picture of each layer at a time. While a large base is being moved it waits. */
  #order({ sight }: OverlayState): void {
    if (this.#holding) return;
    const ratio = pixelRatio();
    const pixels = this.#width * this.#height * ratio * ratio;
    const draft = !this.#settled;
    // While the camera follows the layout, the next picture is there before a pan could show what is beyond the edge.
    const roomy = 2.2 * pixels < mostPixels && !(draft && this.#following);
    const margin = roomy ? Math.round(Math.min(this.#width, this.#height) * 0.25) : 0;
    const order = {
      positions: sight.positions,
      camera: this.#camera,
      width: this.#width,
      height: this.#height,
      margin,
      ratio,
      palette: this.#palette,
      draft,
    };
    if (this.#litDirty && !this.#painter.isBusy('lit') && this.#lit !== null) {
      this.#litDirty = false;
      const [links, nodes] = [Uint32Array.from(this.#lit.links), Uint32Array.from(this.#lit.nodes)];
      this.#painter.order('lit', { ...order, draft: false, links, nodes });
    }
    if (this.#baseDirty && !this.#painter.isBusy('base')) {
      this.#baseDirty = false;
      this.#painter.order('base', { ...order, links: null, nodes: null });
    }
  }
}

const same = (left: Hit | null, right: Hit | null): boolean =>
  left?.kind === right?.kind &&
  (left?.kind === 'node' ? left.node === (right as { node: number }).node : true) &&
  (left?.kind === 'link' ? left.link === (right as { link: number }).link : true);
