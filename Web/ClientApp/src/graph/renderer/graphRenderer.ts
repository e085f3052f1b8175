import type { Scene } from '../scene';

/** A node or a link of the scene, by its index. */
export type Hit = { kind: 'node'; node: number } | { kind: 'link'; link: number };

export interface GraphPalette {
  background: string;
  text: string;
  muted: string;
  box: string;
  boxBorder: string;
  accepted: string;
  rejected: string;
  lit: string;
  groups: readonly string[];
}

/** Draws a scene. Canvas2D is the base; a WebGL backend may come second behind the same face. */
export interface GraphRenderer {
  /** Told when a new picture's camera differs, for controls that show it. */
  onCamera: (() => void) | null;
  show(scene: Scene): void;
  /** x and y in turns. Until the user moves the camera, it follows the layout. */
  move(positions: Float32Array, settled: boolean): void;
  resize(width: number, height: number): void;
  paint(palette: GraphPalette): void;
  /** Motion off: no particles. */
  setMoving(moving: boolean): void;
  /** What the pointer is on; lights it with its neighbours. */
  hover(hit: Hit | null): void;
  select(hit: Hit | null): void;
  /** Lights these nodes (a search, a group), or nothing. */
  light(nodes: ReadonlySet<number> | null): void;
  hit(x: number, y: number): Hit | null;
  fit(): void;
  /** Brings a node into the middle. */
  centre(node: number): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number, x?: number, y?: number): void;
  toWorld(x: number, y: number): [number, number];
  destroy(): void;
}
