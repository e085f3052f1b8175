import type { Camera } from './drawing';

/** The 1st and 99th percentile of one coordinate; all of it for a few nodes, where each one counts. */
function percentiles(positions: Float32Array, offset: 0 | 1): [number, number] {
  const count = positions.length / 2;
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++) values[index] = positions[2 * index + offset]!;
  values.sort();
  const cut = count < 150 ? 0 : Math.floor(count * 0.01);
  return [values[cut]!, values[count - 1 - cut]!];
}

/** A camera that sees the 1st to 99th percentile of the nodes; left of a wide view the legend stands. */
export function fitCamera(positions: Float32Array, width: number, height: number, boxed: boolean): Camera {
  const [left, right] = percentiles(positions, 0);
  const [top, bottom] = percentiles(positions, 1);
  const margin = boxed ? 90 : 48;
  const legend = width > 900 ? 190 : 0;
  const k = Math.min(
    boxed ? 1.6 : 2,
    (width - legend - Math.min(2 * margin, width * 0.4)) / Math.max(1, right - left),
    (height - 96) / Math.max(1, bottom - top),
  );
  return { x: (width + legend) / 2 - ((left + right) / 2) * k, y: height / 2 - ((top + bottom) / 2) * k, k };
}

export const zoomed = (camera: Camera, factor: number, x: number, y: number): Camera => {
  const k = Math.min(12, Math.max(0.02, camera.k * factor));
  const ratio = k / camera.k;
  return { x: x - (x - camera.x) * ratio, y: y - (y - camera.y) * ratio, k };
};

export const between = (from: Camera, to: Camera, share: number): Camera => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
  k: from.k + (to.k - from.k) * share,
});
