/** Keeps labels apart: a label gets its place only when no cell of it is taken. Cells of 6 px are fine enough for 11 px text. */
export class Occupancy {
  readonly #cell = 6;
  readonly #columns: number;
  readonly #rows: number;
  readonly #taken: Uint8Array;

  constructor(width: number, height: number) {
    this.#columns = Math.max(1, Math.ceil(width / this.#cell));
    this.#rows = Math.max(1, Math.ceil(height / this.#cell));
    this.#taken = new Uint8Array(this.#columns * this.#rows);
  }

  /** Takes the box around (x, y) when all of it is free and its middle is in view. */
  place(x: number, y: number, width: number, height: number): boolean {
    const [left, top, right, bottom] = this.#cells(x, y, width, height);
    if (x < 0 || y < 0 || x >= this.#columns * this.#cell || y >= this.#rows * this.#cell) return false;
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) if (this.#taken[row * this.#columns + column]) return false;
    }
    this.take(x, y, width, height);
    return true;
  }

  /** Takes the box whatever is there. */
  take(x: number, y: number, width: number, height: number): void {
    const [left, top, right, bottom] = this.#cells(x, y, width, height);
    for (let row = top; row <= bottom; row++) {
      this.#taken.fill(1, row * this.#columns + left, row * this.#columns + Math.max(left, right + 1));
    }
  }

  #cells(x: number, y: number, width: number, height: number): [number, number, number, number] {
    return [
      Math.max(0, Math.floor((x - width / 2) / this.#cell)),
      Math.max(0, Math.floor((y - height / 2) / this.#cell)),
      Math.min(this.#columns - 1, Math.floor((x + width / 2) / this.#cell)),
      Math.min(this.#rows - 1, Math.floor((y + height / 2) / this.#cell)),
    ];
  }
}
