/** What is drawn with: a canvas, or what writes the same down as SVG (export/svgPen). */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'closePath'
  | 'fill'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'globalAlpha'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'measureText'
  | 'moveTo'
  | 'setLineDash'
  | 'stroke'
  | 'strokeStyle'
  | 'strokeText'
  | 'textBaseline'
>;

/** A path that can be written down again. */
export class KeptPath extends Path2D {
  constructor(readonly d: string) {
    super(d);
  }
}
