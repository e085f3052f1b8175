import type { About } from '../../export/about';
import type { Scene } from '../scene/scene';

/** A node or a link of the scene, by its index. */
export type Hit =
  { kind: 'node'; node: number } | { kind: 'link'; link: number; /** One port of a folded link. */ member?: number };

export interface GraphPalette {
  background: string;
  text: string;
  muted: string;
  box: string;
  boxBorder: string;
  accepted: string;
  rejected: string;
  lit: string;
  /** Links that an earlier window did not have, that changed, and that only the earlier window had. */
  fresh: string;
  changed: string;
  gone: string;
  groups: readonly string[];
}

/** Where the user looks: what of the layout is in the middle of the view, x and y, and how many pixels a unit of it has. */
export type Look = readonly [number, number, number];

/** Draws a scene. Canvas2D is the base; a WebGL backend may come second behind the same face. */
export interface GraphRenderer {
  /** Told where the camera rests after the user moved it; null when it follows the layout again. */
  onLook: ((look: Look | null) => void) | null;
  /** @param positions Where its nodes are to begin with; null until the layout says. */
  show(scene: Scene, positions: Float32Array | null): void;
  /** x and y in turns. Until the user moves the camera, it follows the layout. */
  move(positions: Float32Array, settled: boolean): void;
  resize(width: number, height: number): void;
  paint(palette: GraphPalette): void;
  /** Motion off: no particles. */
  setMoving(moving: boolean): void;
  /** What the pointer is on; lights it with its neighbours. */
  hover(hit: Hit | null): void;
  select(hit: Hit | null): void;
  /** Lights these nodes (a search, a group, a lasso), or nothing. */
  light(nodes: ReadonlySet<number> | null): void;
  /** Marks the nodes that were put in their place. */
  pin(nodes: ReadonlySet<number>): void;
  /** A line round nodes while it is drawn, in pixels, x and y in turns. */
  lasso(points: readonly number[] | null): void;
  hit(x: number, y: number): Hit | null;
  /** The nodes inside a line, in pixels. */
  inside(points: readonly number[]): Set<number>;
  /** Follows the layout so that all of it is in view. */
  fit(): void;
  lookAt(look: Look): void;
  /** Brings a node into the middle. */
  centre(node: number): void;
  /** The same, only where it is out of sight. */
  reveal(node: number): void;
  /** Where the nodes are, x and y in turns. */
  readonly positions: Float32Array;
  pan(dx: number, dy: number): void;
  zoom(factor: number, x?: number, y?: number): void;
  toWorld(x: number, y: number): [number, number];
  /** The picture as it is, drawn once more with so many pixels a CSS pixel; null before there is one. */
  toPng(about: About, ratio: number): Promise<Blob> | null;
  toSvg(about: About): string | null;
  destroy(): void;
}
