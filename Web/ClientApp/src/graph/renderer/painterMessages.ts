import type { Camera, Drawing } from './drawing';
import type { GraphPalette } from './graphRenderer';

/** The two layers that the worker paints: all of the graph, and what is lit of it where that is much. */
export type Layer = 'base' | 'lit';

export interface PaintJob {
  type: 'paint';
  layer: Layer;
  generation: number;
  /** The worker owns this copy. */
  positions: Float32Array;
  camera: Camera;
  /** Of the view, without the margin. */
  width: number;
  height: number;
  /** How far beyond each edge of the view is painted, in CSS pixels, so that a pan has something to show. */
  margin: number;
  ratio: number;
  palette: GraphPalette;
  draft: boolean;
  /** For the lit layer: which links and nodes. */
  links: Uint32Array | null;
  nodes: Uint32Array | null;
}

export type ToPainter = { type: 'drawing'; generation: number; drawing: Drawing } | PaintJob;

export interface Painted {
  layer: Layer;
  generation: number;
  bitmap: ImageBitmap;
  camera: Camera;
  margin: number;
  /** CSS pixels, with the margins. */
  width: number;
  height: number;
  milliseconds: number;
}
