import type { Scene } from '../scene/scene';
import type { FromLayout, ToLayout } from './messages';
import { startPositions } from './startPositions';

/** A node that was put in its place. */
export interface Pin {
  id: string;
  x: number;
  y: number;
}

/**
 * Places nodes by forces, in a worker of its own, which is there before the first answer is. Keeps where each node was, so that a new answer does
 * not jump, nor a picture that comes back.
 */
export class Layout {
  onMove: ((positions: Float32Array, settled: boolean) => void) | null = null;
  readonly #worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  readonly #places = new Map<string, [number, number]>();
  #pinned = new Map<string, [number, number]>();
  #generation = 0;
  #ids: string[] = [];
  #latest = new Float32Array();
  #frozen = false;

  get frozen(): boolean {
    return this.#frozen;
  }

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FromLayout>) => {
      if (data.generation !== this.#generation) return;
      this.#latest = data.positions as Float32Array<ArrayBuffer>;
      this.onMove?.(data.positions, data.settled);
    };
  }

  /** Starts the layout of a scene; returns where its nodes begin when most of them have a place already, else null. */
  start(scene: Scene, width: number, height: number): Float32Array | null {
    this.#remember();
    this.#ids = scene.nodes.map(({ id }) => id);
    const pairs = pairsOf(scene);
    const { positions, known } = startPositions(this.#ids, this.#places, pairs);
    const warm = known > scene.nodes.length / 2;
    const pins = Float32Array.from(
      this.pins.flatMap(({ id, x, y }) => (scene.index.has(id) ? [scene.index.get(id)!, x, y] : [])),
    );
    this.#latest = positions.slice();
    const message: ToLayout = {
      type: 'start',
      generation: ++this.#generation,
      count: scene.nodes.length,
      pairs,
      positions,
      pins,
      boxes: scene.drawing.boxes,
      width,
      height,
      warm,
      frozen: this.#frozen,
    };
    this.#send(message, [pairs.buffer, positions.buffer]);
    return warm ? this.#latest : null;
  }

  /** All that were put in their place, also those that the scene does not show. */
  get pins(): Pin[] {
    return [...this.#pinned].map(([id, [x, y]]) => ({ id, x, y }));
  }

  set pins(pins: readonly Pin[]) {
    const wanted = new Map(pins.map(({ id, x, y }) => [id, [x, y] as [number, number]]));
    for (const [node, id] of this.#ids.entries()) {
      const [was, place] = [this.#pinned.get(id), wanted.get(id)];
      if (place === undefined && was !== undefined) this.release(node);
      else if (place !== undefined && (place[0] !== was?.[0] || place[1] !== was[1])) this.pin(node, ...place);
    }
    this.#pinned = wanted;
  }

  pin(node: number, x: number, y: number): void {
    this.#pinned.set(this.#ids[node]!, [x, y]);
    this.#send({ type: 'pin', node, x, y });
  }

  /** Pins a node where it is. */
  hold(node: number): void {
    this.pin(node, this.#latest[2 * node]!, this.#latest[2 * node + 1]!);
  }

  release(node: number): void {
    this.#pinned.delete(this.#ids[node]!);
    this.#send({ type: 'release', node });
  }

  /** Frozen, nothing moves but what is dragged. */
  freeze(frozen: boolean): void {
    this.#frozen = frozen;
    this.#send({ type: 'freeze', frozen });
  }

  /** The picture is gone for now. */
  stop(): void {
    this.#generation++;
    this.onMove = null;
    this.#send({ type: 'stop' });
  }

  destroy(): void {
    this.#worker.terminate();
  }

  /** A node that goes and comes back (filtered, a live window) finds its old place. */
  #remember(): void {
    if (this.#places.size > 60_000) this.#places.clear();
    for (const [at, id] of this.#ids.entries()) {
      const [x, y] = [this.#latest[2 * at], this.#latest[2 * at + 1]];
      if (x !== undefined && y !== undefined && !Number.isNaN(x)) this.#places.set(id, [x, y]);
    }
  }

  #send(message: ToLayout, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}

/** Each pair of nodes once, whatever the direction and the port. */
function pairsOf(scene: Scene): Uint32Array<ArrayBuffer> {
  const pairs = new Set<number>();
  for (const { source, target } of scene.links) {
    if (source === target) continue;
    const [low, high] = source < target ? [source, target] : [target, source];
    pairs.add(low * scene.nodes.length + high);
  }
  const flat = new Uint32Array(2 * pairs.size);
  let at = 0;
  for (const pair of pairs) {
    flat[at++] = Math.floor(pair / scene.nodes.length);
    flat[at++] = pair % scene.nodes.length;
  }
  return flat;
}
