import type { Camera } from './drawing';
import type { Painted } from './painterMessages';

/** A canvas that shows the painter's last bitmap, moved and scaled to where the camera is now. */
export class BitmapLayer {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: ImageBitmapRenderingContext;
  #drawn: { camera: Camera; margin: number } | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('bitmaprenderer')!;
    canvas.style.visibility = 'hidden';
  }

  show({ bitmap, camera, margin, width, height }: Painted): void {
    this.#context.transferFromImageBitmap(bitmap);
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    this.#canvas.style.visibility = 'visible';
    this.#drawn = { camera, margin };
  }

  hide(): void {
    this.#drawn = null;
    this.#canvas.style.visibility = 'hidden';
  }

  place(camera: Camera, opacity: number): void {
    if (this.#drawn === null) return;
    const { camera: drawn, margin } = this.#drawn;
    const k = camera.k / drawn.k;
    this.#canvas.style.transform = `matrix(${k}, 0, 0, ${k}, ${camera.x - (drawn.x + margin) * k}, ${camera.y - (drawn.y + margin) * k})`;
    this.#canvas.style.opacity = String(opacity);
  }
}
