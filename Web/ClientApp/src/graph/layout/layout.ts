import type { Scene } from '../scene';
import type { FromLayout, ToLayout } from './messages';

/** Places nodes by forces, in a worker of its own. Keeps where each address was, so that a new answer does not jump. */
export class Layout {
  onMove: ((positions: Float32Array, settled: boolean) => void) | null = null;
  readonly #worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  #generation = 0;
  #ids: string[] = [];
  #latest = new Float32Array();

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FromLayout>) => {
      if (data.generation !== this.#generation) return;
      this.#latest = data.positions as Float32Array<ArrayBuffer>;
      this.onMove?.(data.positions, data.settled);
    };
  }

  /** Starts the layout of a scene; returns true when most of its nodes have a place already. */
  start(scene: Scene, aspect: number): boolean {
    const before = new Map(this.#ids.map((id, at) => [id, at]));
    const positions = new Float32Array(2 * scene.nodes.length).fill(NaN);
    let known = 0;
    for (const [at, { id }] of scene.nodes.entries()) {
      const old = before.get(id);
      if (old === undefined || 2 * old + 1 >= this.#latest.length) continue;
      positions[2 * at] = this.#latest[2 * old]!;
      positions[2 * at + 1] = this.#latest[2 * old + 1]!;
      known++;
    }
    this.#ids = scene.nodes.map(({ id }) => id);
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
    this.#send(
      {
        type: 'start',
        generation: ++this.#generation,
        count: scene.nodes.length,
        pairs: flat,
        positions,
        boxed: scene.boxed,
        aspect,
      },
      [flat.buffer, positions.buffer],
    );
    return known > scene.nodes.length / 2;
  }

  pin(node: number, x: number, y: number): void {
    this.#send({ type: 'pin', node, x, y });
  }

  release(node: number): void {
    this.#send({ type: 'release', node });
  }

  destroy(): void {
    this.#worker.terminate();
  }

  #send(message: ToLayout, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
