/** Makes a canvas as large as its element in device pixels. Two device pixels a CSS pixel are enough for any eye, and bound the work. */
export function fitSurface(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = pixelRatio();
  const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  return canvas.getContext('2d')!;
}

export const pixelRatio = (): number => Math.min(2, devicePixelRatio || 1);
