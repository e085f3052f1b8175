import { attachPointer } from '../drawing/panZoom';
import type { Layout, Pin } from './layout/layout';
import { CanvasRenderer, type Canvases } from './renderer/canvasRenderer';
import type { GraphPalette, Hit, Look } from './renderer/graphRenderer';
import type { Painter } from './renderer/painter';
import type { Scene } from './scene/scene';

/** The two workers of a view; they stay when the picture goes (a table in its place), and know where everything was. */
export interface Workers {
  layout: Layout;
  painter: Painter;
}

export interface DrawnActions {
  select(hit: Hit | null): void;
  lasso(nodes: ReadonlySet<number>): void;
  /** A double click. */
  open(node: number): void;
  pin(pins: Pin[]): void;
  look(look: Look | null): void;
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
  readonly #layout: Layout;
  readonly #actions: DrawnActions;
  readonly #frame: HTMLElement;
  readonly #abort = new AbortController();
  #scene: Scene | null = null;
  #line: number[] | null = null;
  #held: number | null = null;
  #look: Look | null = null;
  /** The address has said so since the last scene. */
  #restored = false;

  constructor(
    frame: HTMLElement,
    canvases: Canvases,
    { layout, painter }: Workers,
    palette: GraphPalette,
    actions: DrawnActions,
  ) {
    this.#frame = frame;
    this.#layout = layout;
    this.#actions = actions;
    this.frozen = layout.frozen;
    const renderer = (this.renderer = new CanvasRenderer(canvases, painter, palette));
    renderer.onLook = (look) => this.#looked(look);
    layout.onMove = (positions, done) => {
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
        if (this.#dragged) actions.pin(layout.pins);
        this.#dragged = false;
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
  #dragged = false;

  show(scene: Scene): void {
    const pointed = this.tip;
    this.#scene = scene;
    this.tip = null;
    this.settled = false;
    const { clientWidth, clientHeight } = this.#frame;
    const places = this.#layout.start(scene, clientWidth, clientHeight);
    this.renderer.show(scene, places);
    // An address may say where it is looked at; other nodes than before are seen whole.
    if (this.#restored && this.#look !== null) this.renderer.lookAt(this.#look);
    else if (places === null) this.#looked(null);
    this.#restored = false;
    this.#showPins();
    // What is pointed at stays so while a graph grows.
    if (pointed !== null) this.#hover(pointed.x, pointed.y);
  }

  /** What the address says, where it did not come from here. */
  restore(pins: readonly Pin[], look: Look | null): void {
    this.#layout.pins = pins;
    this.#showPins();
    if (String(look) === String(this.#look)) return;
    this.#look = look;
    this.#restored = true;
    if (look === null) this.renderer.fit();
    else this.renderer.lookAt(look);
  }

  freeze(): void {
    this.frozen = !this.frozen;
    this.#layout.freeze(this.frozen);
  }

  togglePin(node: number): void {
    if (this.pins.has(node)) this.#layout.release(node);
    else this.#layout.hold(node);
    this.#showPins();
    this.#actions.pin(this.#layout.pins);
  }

  destroy(): void {
    this.#abort.abort();
    this.#layout.stop();
    this.renderer.destroy();
  }

  #looked(look: Look | null): void {
    if (String(look) === String(this.#look)) return;
    this.#look = look;
    this.#actions.look(look);
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
      this.#dragged = true;
      this.#showPins();
    }
  }

  #showPins(): void {
    if (this.#scene === null) return;
    const { index } = this.#scene;
    this.pins = new Set(this.#layout.pins.flatMap(({ id }) => index.get(id) ?? []));
    this.renderer.pin(this.pins);
  }
}
