import { quadtree, type Quadtree } from 'd3-quadtree';
import { curveBetween, distanceTo, pointAt, type Curve } from '../geometry';
import type { Scene } from '../scene';

const curve: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };

/** Finds the node or link at a place: nodes by a quadtree, links by the cells of a grid that their curves pass. */
export class HitGrid {
  readonly #scene: Scene;
  readonly #positions: Float32Array;
  readonly #nodes: Quadtree<number>;
  readonly #cells = new Map<number, number[]>();
  readonly #size: number;

  constructor(scene: Scene, positions: Float32Array) {
    this.#scene = scene;
    this.#positions = positions;
    this.#nodes = quadtree<number>()
      .x((node) => positions[2 * node]!)
      .y((node) => positions[2 * node + 1]!)
      .addAll(scene.nodes.map((_, node) => node));
    const extent = this.#nodes.extent() ?? [
      [0, 0],
      [1, 1],
    ];
    this.#size = Math.max(12, Math.max(extent[1][0] - extent[0][0], extent[1][1] - extent[0][1]) / 160);
    for (const link of scene.links.keys()) this.#addLink(link);
  }

  node(x: number, y: number, reach: number): number | null {
    return this.#nodes.find(x, y, reach) ?? null;
  }

  link(x: number, y: number, reach: number): number | null {
    let best: number | null = null;
    let nearest = reach;
    const cells = Math.min(2, Math.ceil(reach / this.#size));
    const [column, row] = [Math.floor(x / this.#size), Math.floor(y / this.#size)];
    for (let dx = -cells; dx <= cells; dx++) {
      for (let dy = -cells; dy <= cells; dy++) {
        for (const link of this.#cells.get(key(column + dx, row + dy)) ?? []) {
          const distance = distanceTo(this.#curve(link), x, y);
          if (distance < nearest) {
            nearest = distance;
            best = link;
          }
        }
      }
    }
    return best;
  }

  #addLink(link: number): void {
    const bent = this.#curve(link);
    const length = Math.hypot(bent.x2 - bent.x0, bent.y2 - bent.y0) * 1.3;
    const steps = Math.max(2, Math.min(160, Math.ceil((2 * length) / this.#size)));
    let last = NaN;
    for (let step = 0; step <= steps; step++) {
      const [x, y] = pointAt(bent, step / steps);
      const cell = key(Math.floor(x / this.#size), Math.floor(y / this.#size));
      if (cell === last) continue;
      last = cell;
      const links = this.#cells.get(cell);
      if (links === undefined) this.#cells.set(cell, [link]);
      else if (links.at(-1) !== link) links.push(link);
    }
  }

  #curve(link: number): Curve {
    const { source, target, bend } = this.#scene.links[link]!;
    const at = this.#positions;
    return curveBetween(at[2 * source]!, at[2 * source + 1]!, at[2 * target]!, at[2 * target + 1]!, bend, curve);
  }
}

const key = (column: number, row: number): number => column * 131_072 + row;
