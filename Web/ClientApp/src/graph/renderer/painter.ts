import type { Drawing } from './drawing';
import type { Layer, Painted, PaintJob, ToPainter } from './painterMessages';

export type Order = Omit<PaintJob, 'type' | 'generation' | 'layer'>;

/**
 * Has pictures painted by a worker, so that no graph is too large for the page to stay fluid; the worker is there before the first answer is. At most
 * one order a layer is under way.
 */
export class Painter {
  onPainted: ((painted: Painted) => void) | null = null;
  readonly #worker = new Worker(new URL('./painter.worker.ts', import.meta.url), { type: 'module' });
  readonly #busy = new Map<Layer, number>();
  #generation = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<Painted>) => {
      if (this.#busy.get(data.layer) === data.generation) this.#busy.delete(data.layer);
      if (data.generation === this.#generation) this.onPainted?.(data);
      else data.bitmap.close();
    };
  }

  isBusy(layer: Layer): boolean {
    return this.#busy.has(layer);
  }

  show(drawing: Drawing): void {
    this.#generation++;
    this.#busy.clear();
    this.#send({ type: 'drawing', generation: this.#generation, drawing });
  }

  order(layer: Layer, order: Order): void {
    this.#busy.set(layer, this.#generation);
    const positions = order.positions.slice();
    this.#send({ type: 'paint', layer, generation: this.#generation, ...order, positions }, [positions.buffer]);
  }

  /** The picture is gone for now: what is under way is for nobody. */
  stop(): void {
    this.#generation++;
    this.#busy.clear();
    this.onPainted = null;
  }

  destroy(): void {
    this.#worker.terminate();
  }

  #send(message: ToPainter, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
