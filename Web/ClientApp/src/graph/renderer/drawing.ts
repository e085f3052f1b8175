import { curveBetween, type Curve } from '../geometry';

/** What was done with a link's records: decides dash and colour. */
export const enum Outcome {
  Accepted = 0,
  /** Some accepted, some rejected. */
  Mixed = 1,
  Rejected = 2,
}

/** What became of a link since an earlier window. */
export const enum Change {
  /** Nothing is compared. */
  None = 0,
  Same = 1,
  New = 2,
  Gone = 3,
  Changed = 4,
}

/** A scene without its texts, in typed arrays: what the painter's worker is told once, and all that hits are tested against. */
export interface Drawing {
  /** Source and target of each link, in turns. */
  ends: Uint32Array;
  bends: Float32Array;
  /** Outcome + 3 × change. */
  styles: Uint8Array;
  /** 0 to 3: how wide. */
  weights: Uint8Array;
  /** 0 to 3: how faint, because nothing came for long (live). */
  fades: Uint8Array;
  /** Each node's radius where the camera's k is 1. */
  radii: Float32Array;
  /** Index into the palette's group colours. */
  colours: Uint8Array;
  /** 1 for a node that stands for several addresses: it has a ring. */
  rings: Uint8Array;
  /** Half width and half height of each node's box in pixels, in turns; null where nodes are dots. */
  boxes: Float32Array | null;
}

export interface Camera {
  x: number;
  y: number;
  k: number;
}

/** A drawing as it is seen now. */
export interface Sight {
  drawing: Drawing;
  /** x and y of each node, in turns. */
  positions: Float32Array;
  camera: Camera;
  width: number;
  height: number;
}

export const outcomeOfStyle = (style: number): Outcome => (style % 3) as Outcome;
export const changeOfStyle = (style: number): Change => Math.floor(style / 3) as Change;

export const screenX = (sight: Sight, node: number): number =>
  sight.positions[2 * node]! * sight.camera.k + sight.camera.x;

export const screenY = (sight: Sight, node: number): number =>
  sight.positions[2 * node + 1]! * sight.camera.k + sight.camera.y;

/** A link's curve in pixels of the screen. */
export function screenCurve(sight: Sight, link: number, out: Curve, bend = sight.drawing.bends[link]!): Curve {
  const source = sight.drawing.ends[2 * link]!;
  const target = sight.drawing.ends[2 * link + 1]!;
  return curveBetween(
    screenX(sight, source),
    screenY(sight, source),
    screenX(sight, target),
    screenY(sight, target),
    bend,
    out,
  );
}

/** A node's radius in pixels: a little larger when the camera is near. */
export const nodeRadius = (sight: Sight, node: number): number =>
  Math.max(1.4, Math.min(20, sight.drawing.radii[node]! * Math.min(1.4, Math.max(0.45, Math.sqrt(sight.camera.k)))));

/** Half the width and height that a node covers, in pixels. */
export function nodeHalf(sight: Sight, node: number): [number, number] {
  const { boxes } = sight.drawing;
  if (boxes !== null) return [boxes[2 * node]!, boxes[2 * node + 1]!];
  const radius = nodeRadius(sight, node);
  return [radius, radius];
}

export const visible = (curve: Curve, width: number, height: number): boolean =>
  Math.max(curve.x0, curve.x1, curve.x2) > 0 &&
  Math.max(curve.y0, curve.y1, curve.y2) > 0 &&
  Math.min(curve.x0, curve.x1, curve.x2) < width &&
  Math.min(curve.y0, curve.y1, curve.y2) < height;
