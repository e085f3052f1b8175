import { curveBetween, distanceTo, pointAt, type Curve } from '../geometry';
import type { Drawing } from './drawing';

const curve: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };
const columns = 128;
const linksOfStep = 1000;

/**
 * Finds the link at a place by the cells of a grid that the curves pass. It is built in steps, because that of fifty thousand links takes longer
 * than a frame; all in two arrays: where each cell's links begin, and the links.
 */
export class LinkGrid {
  readonly #drawing: Drawing;
  readonly #positions: Float32Array;
  readonly #left: number;
  readonly #top: number;
  readonly #size: number;
  readonly #starts = new Uint32Array(columns * columns + 1);
  #links = new Uint32Array();

  private constructor(drawing: Drawing, positions: Float32Array) {
    this.#drawing = drawing;
    this.#positions = positions;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at < positions.length; at += 2) {
      left = Math.min(left, positions[at]!);
      right = Math.max(right, positions[at]!);
      top = Math.min(top, positions[at + 1]!);
      bottom = Math.max(bottom, positions[at + 1]!);
    }
    // Curves bow beyond their ends; what is further out than this counts for the cells at the edge.
    this.#size = Math.max(12, (Math.max(right - left, bottom - top) * 1.3) / columns);
    this.#left = (left + right) / 2 - (this.#size * columns) / 2;
    this.#top = (top + bottom) / 2 - (this.#size * columns) / 2;
  }

  static *build(drawing: Drawing, positions: Float32Array): Generator<void, LinkGrid> {
    const grid = new LinkGrid(drawing, positions);
    const count = drawing.bends.length;
    for (let link = 0; link < count; link++) {
      grid.#cells(link, (cell) => void grid.#starts[cell + 1]!++);
      if (link % linksOfStep === 0) yield;
    }
    for (let cell = 0; cell < columns * columns; cell++) grid.#starts[cell + 1]! += grid.#starts[cell]!;
    grid.#links = new Uint32Array(grid.#starts[columns * columns]!);
    const next = grid.#starts.slice();
    for (let link = 0; link < count; link++) {
      grid.#cells(link, (cell) => (grid.#links[next[cell]!++] = link));
      if (link % linksOfStep === 0) yield;
    }
    return grid;
  }

  /** The nearest link within reach (world units), or null. */
  find(x: number, y: number, reach: number): number | null {
    let best: number | null = null;
    let nearest = reach;
    const spread = Math.min(3, Math.ceil(reach / this.#size));
    const [column, row] = [this.#column(x), this.#row(y)];
    for (let dy = -spread; dy <= spread; dy++) {
      for (let dx = -spread; dx <= spread; dx++) {
        if (column + dx < 0 || column + dx >= columns || row + dy < 0 || row + dy >= columns) continue;
        const cell = (row + dy) * columns + column + dx;
        for (let at = this.#starts[cell]!; at < this.#starts[cell + 1]!; at++) {
          const link = this.#links[at]!;
          const distance = distanceTo(this.#curve(link), x, y);
          if (distance >= nearest) continue;
          nearest = distance;
          best = link;
        }
      }
    }
    return best;
  }

  #cells(link: number, visit: (cell: number) => void): void {
    const bent = this.#curve(link);
    const length = Math.hypot(bent.x2 - bent.x0, bent.y2 - bent.y0) * 1.4 + Math.abs(bent.y1 - bent.y0);
    const steps = Math.max(3, Math.min(3 * columns, Math.ceil((2 * length) / this.#size)));
    let last = -1;
    for (let step = 0; step <= steps; step++) {
      const [x, y] = pointAt(bent, step / steps);
      const cell = this.#row(y) * columns + this.#column(x);
      if (cell !== last) visit(cell);
      last = cell;
    }
  }

  #column(x: number): number {
    return Math.max(0, Math.min(columns - 1, Math.floor((x - this.#left) / this.#size)));
  }

  #row(y: number): number {
    return Math.max(0, Math.min(columns - 1, Math.floor((y - this.#top) / this.#size)));
  }

  #curve(link: number): Curve {
    const at = this.#positions;
    const { ends, bends } = this.#drawing;
    const [source, target] = [2 * ends[2 * link]!, 2 * ends[2 * link + 1]!];
    return curveBetween(at[source]!, at[source + 1]!, at[target]!, at[target + 1]!, bends[link]!, curve);
  }
}
