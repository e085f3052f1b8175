import type { Scene } from '../scene/scene';
import type { FromLayout, ToLayout } from './messages';
import { startPositions } from './startPositions';

/** Places nodes by forces, in a worker of its own. Keeps where each node was, so that a new answer does not jump. */
export class Layout {
  onMove: ((positions: Float32Array, settled: boolean) => void) | null = null;
  readonly #worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  readonly #places = new Map<string, [number, number]>();
  readonly #pinned = new Map<string, [number, number]>();
  #generation = 0;
  #ids: string[] = [];
  #latest = new Float32Array();
  #frozen = false;

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
      [...this.#pinned].flatMap(([id, [x, y]]) => (scene.index.has(id) ? [scene.index.get(id)!, x, y] : [])),
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

  /** Which nodes were put in their place. */
  pins(scene: Scene): ReadonlySet<number> {
    return new Set([...this.#pinned.keys()].flatMap((id) => scene.index.get(id) ?? []));
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
