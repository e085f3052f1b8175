import { attachPointer } from '../drawing/panZoom';
import { Layout } from './layout/layout';
import { CanvasRenderer } from './renderer/canvasRenderer';
import type { GraphPalette, Hit } from './renderer/graphRenderer';
import type { Scene } from './scene/scene';

export interface DrawnActions {
  select(hit: Hit | null): void;
  lasso(nodes: ReadonlySet<number>): void;
  /** A double click. */
  open(node: number): void;
}

/** The drawing with its layout and what a pointer does to them; what the view shows of them is reactive. */
export class Drawn {
  settled = $state(false);
  frozen = $state(false);
  tip = $state.raw<{ x: number; y: number; hit: Hit } | null>(null);
  /** The pinned nodes of the scene. */
  pins = $state.raw<ReadonlySet<number>>(new Set());
  lassoing = false;
  readonly renderer: CanvasRenderer;
  readonly #layout = new Layout();
  readonly #frame: HTMLElement;
  readonly #abort = new AbortController();
  #scene: Scene | null = null;
  #line: number[] | null = null;
  #held: number | null = null;

  constructor(
    frame: HTMLElement,
    base: HTMLCanvasElement,
    above: HTMLCanvasElement,
    overlay: HTMLCanvasElement,
    palette: GraphPalette,
    actions: DrawnActions,
  ) {
    this.#frame = frame;
    const renderer = (this.renderer = new CanvasRenderer(base, above, overlay, palette));
    this.#layout.onMove = (positions, done) => {
      renderer.move(positions, done);
      this.settled = done;
    };
    const watch = new ResizeObserver(([entry]) => renderer.resize(entry!.contentRect.width, entry!.contentRect.height));
    watch.observe(frame);
    renderer.resize(frame.clientWidth, frame.clientHeight);
    const detach = attachPointer(frame, {
      hover: (x, y) => this.#hover(x, y),
      leave: () => {
        renderer.hover(null);
        this.tip = null;
      },
      click: (x, y) => actions.select(renderer.hit(x, y)),
      pan: (dx, dy) => {
        this.tip = null;
        renderer.pan(dx, dy);
      },
      zoom: (factor, x, y) => {
        this.tip = null;
        renderer.zoom(factor, x, y);
      },
      grab: (x, y) => this.#grab(x, y),
      drag: (x, y) => this.#drag(x, y),
      drop: () => {
        if (this.#line !== null && this.#line.length >= 6) actions.lasso(renderer.inside(this.#line));
        this.#line = null;
        renderer.lasso(null);
      },
    });
    const options = { signal: this.#abort.signal };
    // A press with Shift begins a lasso: known before the pointer's own press is handled.
    frame.addEventListener('pointerdown', (event) => (this.#shift = event.shiftKey), { ...options, capture: true });
    frame.addEventListener(
      'dblclick',
      ({ offsetX, offsetY }) => {
        const hit = renderer.hit(offsetX, offsetY);
        if (hit?.kind === 'node') actions.open(hit.node);
      },
      options,
    );
    this.#abort.signal.addEventListener('abort', () => {
      watch.disconnect();
      detach();
    });
  }

  #shift = false;

  show(scene: Scene): void {
    this.#scene = scene;
    this.tip = null;
    this.settled = false;
    const { clientWidth, clientHeight } = this.#frame;
    this.renderer.show(scene, this.#layout.start(scene, clientWidth, clientHeight));
    this.#showPins();
  }

  freeze(): void {
    this.frozen = !this.frozen;
    this.#layout.freeze(this.frozen);
  }

  togglePin(node: number): void {
    if (this.pins.has(node)) this.#layout.release(node);
    else this.#layout.hold(node);
    this.#showPins();
  }

  destroy(): void {
    this.#abort.abort();
    this.#layout.destroy();
    this.renderer.destroy();
  }

  #hover(x: number, y: number): void {
    const hit = this.lassoing ? null : this.renderer.hit(x, y);
    this.renderer.hover(hit);
    this.tip = hit === null ? null : { x, y, hit };
  }

  #grab(x: number, y: number): boolean {
    if (this.lassoing || this.#shift) {
      this.#line = [x, y];
      return true;
    }
    const hit = this.renderer.hit(x, y);
    this.#held = hit?.kind === 'node' ? hit.node : null;
    return this.#held !== null;
  }

  #drag(x: number, y: number): void {
    this.tip = null;
    if (this.#line !== null) {
      this.#line.push(x, y);
      this.renderer.lasso(this.#line);
    } else if (this.#held !== null) {
      // A dragged node stays where it was put: it is pinned.
      this.#layout.pin(this.#held, ...this.renderer.toWorld(x, y));
      this.#showPins();
    }
  }

  #showPins(): void {
    if (this.#scene === null) return;
    this.pins = this.#layout.pins(this.#scene);
    this.renderer.pin(this.pins);
  }
}
