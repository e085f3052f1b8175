import type { Scene } from '../scene';
import type { GraphPalette, GraphRenderer, Hit } from './graphRenderer';
import { HitGrid } from './hitGrid';
import { paintBase } from './paintBase';
import { boxHalf, paintOverlay, type Lit } from './paintOverlay';
import { nodeRadius, type Camera, type Picture } from './picture';

/** After the last pan or zoom the base is drawn anew, crisp. */
const crispAfter = 120;
/** A frame's share for the base; the rest of 16 ms is the browser's. */
const slice = 9;
/** So few links are drawn anew for each frame, and nothing is ever blurred. */
const small = 700;
/** From so many links on, a moving layout is drawn as a draft. */
const draftFrom = 1500;

/**
 * Two base canvases, one shown while the other is drawn, and an overlay. Pan and zoom move the shown one by a transform; hover only
 * dims it. Nothing runs while nothing changes.
 */
export class CanvasRenderer implements GraphRenderer {
  onCamera: (() => void) | null = null;
  #front: HTMLCanvasElement;
  #back: HTMLCanvasElement;
  readonly #overlay: HTMLCanvasElement;
  #scene: Scene | null = null;
  #positions: Float32Array = new Float32Array();
  #camera: Camera = { x: 0, y: 0, k: 1 };
  #drawnFrom: Camera = { x: 0, y: 0, k: 1 };
  #width = 0;
  #height = 0;
  #palette: GraphPalette;
  #job: Generator<void, void> | null = null;
  #jobCamera: Camera = this.#camera;
  #baseDirty = false;
  #frame = 0;
  #crisp: ReturnType<typeof setTimeout> | undefined;
  #following = true;
  #settled = false;
  #hovered: Hit | null = null;
  #selected: Hit | null = null;
  #marked: ReadonlySet<number> | null = null;
  #lit: Lit | null = null;
  #moving = true;
  #grid: HitGrid | null = null;

  constructor(front: HTMLCanvasElement, back: HTMLCanvasElement, overlay: HTMLCanvasElement, palette: GraphPalette) {
    this.#front = front;
    this.#back = back;
    this.#overlay = overlay;
    this.#palette = palette;
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#crisp);
  }

  show(scene: Scene, keepCamera = false): void {
    this.#scene = scene;
    this.#positions = new Float32Array();
    this.#hovered = this.#selected = null;
    this.#marked = null;
    this.#grid = null;
    this.#following ||= !keepCamera;
    this.#settled = false;
    this.#job = null;
    this.#relight();
  }

  move(positions: Float32Array, settled: boolean): void {
    const first = this.#positions.length === 0;
    this.#positions = positions;
    this.#settled = settled;
    this.#grid = null;
    if (this.#following) this.#follow(first || this.#reduced);
    this.#invalidate(true);
  }

  resize(width: number, height: number): void {
    if (width < 10 || height < 10) return;
    this.#width = width;
    this.#height = height;
    if (this.#following) this.#follow(true);
    this.#invalidate(true);
  }

  paint(palette: GraphPalette): void {
    this.#palette = palette;
    this.#invalidate(true);
  }

  setMoving(moving: boolean): void {
    this.#moving = moving;
    this.#invalidate(false);
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

  hit(x: number, y: number): Hit | null {
    const picture = this.#picture();
    if (picture === null) return null;
    const [wx, wy] = this.toWorld(x, y);
    this.#grid ??= new HitGrid(picture.scene, this.#positions);
    const k = this.#camera.k;
    if (picture.scene.boxed) {
      // The last box drawn lies on top.
      for (let node = picture.scene.nodes.length - 1; node >= 0; node--) {
        const [halfWidth, halfHeight] = boxHalf(picture.scene.nodes[node]!.id);
        const dx = (this.#positions[2 * node]! - wx) * k;
        const dy = (this.#positions[2 * node + 1]! - wy) * k;
        if (Math.abs(dx) <= halfWidth && Math.abs(dy) <= halfHeight) return { kind: 'node', node };
      }
    } else {
      const node = this.#grid.node(wx, wy, 20 / k);
      if (node !== null) {
        const distance = Math.hypot(this.#positions[2 * node]! - wx, this.#positions[2 * node + 1]! - wy) * k;
        if (distance <= nodeRadius(picture, node) + 3) return { kind: 'node', node };
      }
    }
    const link = this.#grid.link(wx, wy, 6 / k);
    return link === null ? null : { kind: 'link', link };
  }

  fit(): void {
    this.#following = true;
    this.#follow(true);
    this.#invalidate(true);
  }

  centre(node: number): void {
    this.#following = false;
    const k = Math.max(this.#camera.k, 0.8);
    this.#setCamera({
      x: this.#width / 2 - this.#positions[2 * node]! * k,
      y: this.#height / 2 - this.#positions[2 * node + 1]! * k,
      k,
    });
  }

  pan(dx: number, dy: number): void {
    this.#following = false;
    this.#setCamera({ ...this.#camera, x: this.#camera.x + dx, y: this.#camera.y + dy });
  }

  zoom(factor: number, x = this.#width / 2, y = this.#height / 2): void {
    this.#following = false;
    const camera = this.#camera;
    const k = Math.min(12, Math.max(0.02, camera.k * factor));
    const ratio = k / camera.k;
    this.#setCamera({ x: x - (x - camera.x) * ratio, y: y - (y - camera.y) * ratio, k });
  }

  toWorld(x: number, y: number): [number, number] {
    return [(x - this.#camera.x) / this.#camera.k, (y - this.#camera.y) / this.#camera.k];
  }

  get #reduced(): boolean {
    return !this.#moving;
  }

  #picture(): Picture | null {
    if (this.#scene === null || this.#width === 0 || this.#positions.length !== 2 * this.#scene.nodes.length)
      return null;
    return {
      scene: this.#scene,
      positions: this.#positions,
      camera: this.#camera,
      width: this.#width,
      height: this.#height,
      palette: this.#palette,
      draft: !this.#settled && this.#scene.links.length > draftFrom,
    };
  }

  /** Moves the camera so that the 1st to 99th percentile of the nodes is in view; gently while the layout moves. */
  #follow(atOnce: boolean): void {
    const count = this.#positions.length / 2;
    if (count === 0 || this.#width === 0 || this.#scene === null) return;
    const [left, right] = percentiles(this.#positions, 0, count);
    const [top, bottom] = percentiles(this.#positions, 1, count);
    const margin = this.#scene.boxed ? 90 : 48;
    // The legend stands in the lower left corner; on a narrow view it is only a line.
    const legend = this.#width > 900 ? 190 : 0;
    const k = Math.min(
      this.#scene.boxed ? 1.25 : 2,
      (this.#width - legend - Math.min(2 * margin, this.#width * 0.4)) / Math.max(1, right - left),
      (this.#height - 96) / Math.max(1, bottom - top),
    );
    const goal = {
      x: (this.#width + legend) / 2 - ((left + right) / 2) * k,
      y: this.#height / 2 - ((top + bottom) / 2) * k,
      k,
    };
    const share = atOnce || this.#settled ? 1 : 0.35;
    const now = this.#camera;
    this.#camera = {
      x: now.x + (goal.x - now.x) * share,
      y: now.y + (goal.y - now.y) * share,
      k: now.k + (goal.k - now.k) * share,
    };
    this.onCamera?.();
  }

  #setCamera(camera: Camera): void {
    this.#camera = camera;
    this.onCamera?.();
    if ((this.#scene?.links.length ?? 0) <= small) {
      this.#invalidate(true);
    } else {
      // The half-drawn picture is of a camera that is gone.
      this.#job = null;
      clearTimeout(this.#crisp);
      this.#crisp = setTimeout(() => this.#invalidate(true), crispAfter);
      this.#invalidate(false);
    }
  }

  #relight(): void {
    const scene = this.#scene;
    const hit = this.#hovered ?? this.#selected;
    this.#lit = null;
    if (scene !== null && hit?.kind === 'node' && hit.node < scene.nodes.length) {
      const links = new Set(scene.linksOf[hit.node]);
      const nodes = new Set([hit.node]);
      for (const link of links) nodes.add(scene.links[link]!.source).add(scene.links[link]!.target);
      this.#lit = { nodes, links };
    } else if (scene !== null && hit?.kind === 'link' && hit.link < scene.links.length) {
      const { source, target } = scene.links[hit.link]!;
      this.#lit = { nodes: new Set([source, target]), links: new Set([hit.link]) };
    } else if (this.#marked !== null) {
      this.#lit = { nodes: this.#marked, links: new Set() };
    }
    this.#invalidate(false);
  }

  #invalidate(base: boolean): void {
    this.#baseDirty ||= base;
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number): void {
    this.#frame = 0;
    const picture = this.#picture();
    if (picture === null) {
      paintNothing(this.#front, this.#back, this.#overlay);
      return;
    }
    if (this.#baseDirty && this.#job === null) {
      this.#baseDirty = false;
      this.#job = paintBase(this.#back, picture);
      this.#jobCamera = this.#camera;
    }
    this.#goOn();
    this.#place();
    paintOverlay(this.#overlay, picture, this.#lit, this.#moving ? now : null);
    const running = this.#moving && this.#lit !== null && this.#lit.links.size > 0 && !document.hidden;
    if (this.#job !== null || this.#baseDirty || running) this.#invalidate(false);
  }

  /** Draws on for one frame's share; when done, the drawn canvas is shown and the other is next. */
  #goOn(): void {
    if (this.#job === null) return;
    const until = performance.now() + slice;
    do {
      if (!this.#job.next().done) continue;
      this.#job = null;
      this.#drawnFrom = this.#jobCamera;
      [this.#front, this.#back] = [this.#back, this.#front];
      this.#front.style.visibility = 'visible';
      this.#back.style.visibility = 'hidden';
      return;
    } while (performance.now() < until || this.#scene!.links.length <= small);
  }

  #place(): void {
    const [now, drawn] = [this.#camera, this.#drawnFrom];
    const k = now.k / drawn.k;
    const moved = now.x !== drawn.x || now.y !== drawn.y || k !== 1;
    this.#front.style.transform = moved
      ? `matrix(${k}, 0, 0, ${k}, ${now.x - drawn.x * k}, ${now.y - drawn.y * k})`
      : '';
    this.#front.style.opacity = this.#lit === null ? '' : '0.18';
  }
}

function paintNothing(...canvases: HTMLCanvasElement[]): void {
  for (const canvas of canvases) canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
}

const same = (left: Hit | null, right: Hit | null): boolean =>
  left?.kind === right?.kind &&
  (left?.kind === 'node' ? left.node === (right as { node: number }).node : true) &&
  (left?.kind === 'link' ? left.link === (right as { link: number }).link : true);

/** The 1st and 99th percentile of one coordinate; all of it for a few nodes, where each one counts. */
function percentiles(positions: Float32Array, offset: number, count: number): [number, number] {
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++) values[index] = positions[2 * index + offset]!;
  values.sort();
  const cut = count < 150 ? 0 : Math.floor(count * 0.01);
  return [values[cut]!, values[count - 1 - cut]!];
}
