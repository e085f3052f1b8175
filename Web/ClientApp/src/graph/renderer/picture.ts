import { fitSurface, pixelRatio } from '../../drawing/surface';
import { curveBetween, type Curve } from '../geometry';
import type { Scene } from '../scene';
import type { GraphPalette } from './graphRenderer';

export interface Camera {
  x: number;
  y: number;
  k: number;
}

/** All that a painter needs: the scene, where its nodes are, from where it is seen, and in which colours. */
export interface Picture {
  scene: Scene;
  positions: Float32Array;
  camera: Camera;
  width: number;
  height: number;
  palette: GraphPalette;
  /** The layout still moves: a large graph is drawn with fewer and straight lines, since the next picture comes at once. */
  draft: boolean;
}

export const screenX = (picture: Picture, node: number): number =>
  picture.positions[2 * node]! * picture.camera.k + picture.camera.x;

export const screenY = (picture: Picture, node: number): number =>
  picture.positions[2 * node + 1]! * picture.camera.k + picture.camera.y;

/** A link's curve in pixels of the screen. */
export function screenCurve(picture: Picture, link: number, out: Curve): Curve {
  const { source, target, bend } = picture.scene.links[link]!;
  return curveBetween(
    screenX(picture, source),
    screenY(picture, source),
    screenX(picture, target),
    screenY(picture, target),
    bend,
    out,
  );
}

/** A node's radius in pixels: by the logarithm of its links, a little larger when the camera is near. */
export function nodeRadius(picture: Picture, node: number): number {
  const { degree } = picture.scene.nodes[node]!;
  const size = 2.6 + 1.5 * Math.log2(1 + degree);
  return Math.max(1.4, Math.min(18, size * Math.min(1.4, Math.max(0.45, Math.sqrt(picture.camera.k)))));
}

export function clear(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const context = fitSurface(canvas, width, height);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const ratio = pixelRatio();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

export const visible = (curve: Curve, width: number, height: number): boolean =>
  Math.max(curve.x0, curve.x1, curve.x2) > 0 &&
  Math.max(curve.y0, curve.y1, curve.y2) > 0 &&
  Math.min(curve.x0, curve.x1, curve.x2) < width &&
  Math.min(curve.y0, curve.y1, curve.y2) < height;
