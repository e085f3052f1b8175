import { LinkGrid } from './linkGrid';
import { nodeHalf, screenX, screenY, type Drawing, type Sight } from './drawing';

/** So few links are searched at once, also while the layout moves. */
const atOnce = 2000;
const slice = 6;

/** Finds what is at a place: nodes by a look at each, links by a grid that is built when the pointer first asks, in slices for a large graph. */
export class Hits {
  #grid: LinkGrid | null = null;
  #building: Generator<void, LinkGrid> | null = null;

  /** The nodes have moved. */
  reset(): void {
    this.#grid = null;
    this.#building = null;
  }

  /** True while there is a grid to be built. */
  get building(): boolean {
    return this.#building !== null;
  }

  node(sight: Sight, x: number, y: number): number | null {
    // The last one drawn lies on top.
    for (let node = sight.drawing.radii.length - 1; node >= 0; node--) {
      const [dx, dy] = [screenX(sight, node) - x, screenY(sight, node) - y];
      if (Math.abs(dx) > 60 + 200 * Number(sight.drawing.boxes !== null) || Math.abs(dy) > 60) continue;
      const [halfWidth, halfHeight] = nodeHalf(sight, node);
      if (
        sight.drawing.boxes === null
          ? Math.hypot(dx, dy) <= halfWidth + 3
          : Math.abs(dx) <= halfWidth && Math.abs(dy) <= halfHeight
      )
        return node;
    }
    return null;
  }

  /** The link within six pixels; null too while the grid is not yet built. */
  link(sight: Sight, x: number, y: number): number | null {
    const { drawing, positions, camera } = sight;
    if (this.#grid === null) this.#start(drawing, positions);
    return this.#grid?.find((x - camera.x) / camera.k, (y - camera.y) / camera.k, 6 / camera.k) ?? null;
  }

  /** Builds on for a frame's share. */
  goOn(): void {
    const until = performance.now() + slice;
    while (this.#building !== null && performance.now() < until) {
      const step = this.#building.next();
      if (!step.done) continue;
      this.#grid = step.value;
      this.#building = null;
    }
  }

  #start(drawing: Drawing, positions: Float32Array): void {
    this.#building ??= LinkGrid.build(drawing, positions);
    if (drawing.bends.length > atOnce) return;
    let step = this.#building.next();
    while (!step.done) step = this.#building.next();
    this.#grid = step.value;
    this.#building = null;
  }
}

/** The nodes inside a closed line (even–odd rule), all in pixels. */
export function nodesInside(sight: Sight, points: readonly number[]): Set<number> {
  const found = new Set<number>();
  for (let node = 0; node < sight.drawing.radii.length; node++) {
    if (isInside(points, screenX(sight, node), screenY(sight, node))) found.add(node);
  }
  return found;
}

export function isInside(points: readonly number[], x: number, y: number): boolean {
  let inside = false;
  for (let at = 0, before = points.length - 2; at < points.length; before = at, at += 2) {
    const [ax, ay, bx, by] = [points[at]!, points[at + 1]!, points[before]!, points[before + 1]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
