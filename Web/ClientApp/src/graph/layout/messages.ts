/** What the page and the layout's worker say to each other. Positions are x and y in turns, and change hands without a copy. */
export type ToLayout =
  | {
      type: 'start';
      generation: number;
      count: number;
      /** Source and target in turns, each pair of nodes once. */
      pairs: Uint32Array;
      positions: Float32Array;
      /** Node, x and y in turns. */
      pins: Float32Array;
      /** Half width and height of each node's box in pixels, in turns; null where nodes are dots. */
      boxes: Float32Array | null;
      /** The view's size: the layout spreads to fill it. */
      width: number;
      height: number;
      /** Most nodes are where they belong: they move a little only. */
      warm: boolean;
      frozen: boolean;
    }
  | { type: 'pin'; node: number; x: number; y: number }
  | { type: 'release'; node: number }
  | { type: 'freeze'; frozen: boolean }
  /** Nobody looks: what is under way rests until the next start. */
  | { type: 'stop' };

export interface FromLayout {
  generation: number;
  positions: Float32Array;
  settled: boolean;
}
