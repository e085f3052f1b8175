/** What the page and the layout's worker say to each other. Positions are x and y in turns, and change hands without a copy. */
export type ToLayout =
  | {
      type: 'start';
      generation: number;
      count: number;
      /** Source and target in turns, each pair of addresses once. */
      pairs: Uint32Array;
      /** Where a node was before, NaN where it is new. */
      positions: Float32Array;
      boxed: boolean;
      /** Width to height of the view: the layout is stretched to fill it. */
      aspect: number;
    }
  | { type: 'pin'; node: number; x: number; y: number }
  | { type: 'release'; node: number }
  | { type: 'stop' };

export interface FromLayout {
  generation: number;
  positions: Float32Array;
  settled: boolean;
}
