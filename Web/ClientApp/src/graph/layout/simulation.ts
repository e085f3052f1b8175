import type { Force, SimulationLinkDatum, SimulationNodeDatum } from 'd3-force';

export interface Cooling {
  /** How much the forces still move, from 1 down to `alphaMin`, where all rests. */
  alpha: number;
  alphaMin: number;
  /** The part of it that goes with each step. */
  alphaDecay: number;
}

/** What is kept of a node's speed from step to step. */
const kept = 0.6;

/** d3-force's simulation to the digit, without its timer and its events: the worker steps by itself, and half of what they weigh is not needed. */
export class Simulation<N extends SimulationNodeDatum> {
  alpha: number;
  readonly alphaMin: number;
  readonly #alphaDecay: number;
  readonly #nodes: N[];
  readonly #forces: readonly Force<N, SimulationLinkDatum<N>>[];

  /** @param nodes with their places */
  constructor(nodes: N[], forces: readonly Force<N, SimulationLinkDatum<N>>[], cooling: Cooling) {
    ({ alpha: this.alpha, alphaMin: this.alphaMin, alphaDecay: this.#alphaDecay } = cooling);
    this.#nodes = nodes;
    this.#forces = forces;
    for (const [index, node] of nodes.entries()) Object.assign(node, { index, vx: 0, vy: 0 });
    const random = randomFrom(1);
    for (const force of forces) force.initialize?.(nodes, random);
  }

  get rests(): boolean {
    return this.alpha <= this.alphaMin;
  }

  tick(): void {
    this.alpha -= this.alpha * this.#alphaDecay;
    for (const force of this.#forces) force(this.alpha);
    for (const node of this.#nodes) {
      if (node.fx == null) node.x! += node.vx! *= kept;
      else [node.x, node.vx] = [node.fx, 0];
      if (node.fy == null) node.y! += node.vy! *= kept;
      else [node.y, node.vy] = [node.fy, 0];
    }
  }
}

/** The linear congruential generator of Numerical Recipes, as d3 has it: a layout can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (1_664_525 * state + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
}
