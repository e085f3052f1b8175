import { angleAt, leavesBox, pointAt, type Curve } from '../geometry';
import { nodeHalf, Outcome, outcomeOfStyle, screenCurve, visible, type Sight } from './drawing';
import type { GraphPalette } from './graphRenderer';
import { strokesOf } from './linkStyle';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
const curve: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };

/** Sub-paths of one stroke: fewer strokes cost less, but one with hundreds of overlapping curves costs more again. */
const batch = 50;
/** A draft has so many straight lines and no dashes. */
const draftLinks = 2500;
/** Beyond so many links lines are as thin as they can be, and widths say nothing any more. */
const crowd = 1500;
/** So few links have a mark at their end. */
const markedUpTo = 1500;

export interface LinkPaint {
  palette: GraphPalette;
  /** Only these; null: all. */
  links: Uint32Array | null;
  /** The layout still moves, the next picture comes at once. */
  draft: boolean;
  /** Lit links are drawn stronger. */
  lit: boolean;
}

/** Paints links, those of one style in a stroke. Pauses after each batch, so that the caller can give up for a newer picture. */
export function* paintLinks(context: Context, sight: Sight, paint: LinkPaint): Generator<void, void> {
  const { drawing, width, height } = sight;
  const total = paint.links?.length ?? drawing.bends.length;
  const draft = paint.draft && total > draftLinks;
  const thin = total > crowd;
  context.lineCap = 'butt';
  context.lineJoin = 'round';
  for (const links of byStyle(sight, paint.links, draft ? Math.ceil(total / draftLinks) : 1)) {
    const first = links[0]!;
    const weight = thin ? 0 : drawing.weights[first]!;
    // Lines up to one pixel are drawn on a fast path.
    const base = thin ? (total > 8000 ? 0.6 : 0.8) : [1, 1.3, 1.8, 2.5][weight]!;
    const alpha = alphaOf(total, paint.lit);
    const strokes = strokesOf(drawing.styles[first]!, drawing.fades[first]!, paint.palette);
    for (const [pass, stroke] of (draft ? strokes.slice(0, 1) : strokes).entries()) {
      const own = paint.lit && pass === 0 && outcomeOfStyle(drawing.styles[first]!) !== Outcome.Rejected;
      const extra = outcomeOfStyle(drawing.styles[first]!) === Outcome.Accepted ? 0 : 0.15;
      for (let at = 0; at < links.length; at += batch) {
        // Set anew for each batch: another painter may have used the context since.
        context.strokeStyle = own ? paint.palette.lit : stroke.colour;
        context.lineWidth =
          (paint.lit && total > 60 ? Math.min(1.1, base) : base) +
          (thin ? 0 : stroke.wider) +
          (paint.lit && total <= 60 ? 0.4 : 0);
        context.globalAlpha = Math.min(1, (alpha + extra) * stroke.alpha);
        context.setLineDash(draft ? [] : [...stroke.dash]);
        context.beginPath();
        const end = Math.min(links.length, at + batch);
        for (let index = at; index < end; index++) {
          screenCurve(sight, links[index]!, curve);
          if (!visible(curve, width, height)) continue;
          context.moveTo(curve.x0, curve.y0);
          if (draft) context.lineTo(curve.x2, curve.y2);
          else context.quadraticCurveTo(curve.x1, curve.y1, curve.x2, curve.y2);
        }
        context.stroke();
        yield;
      }
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
  if (total <= markedUpTo && !paint.draft) yield* paintMarks(context, sight, paint);
}

/** The more lines there are, the fainter each is: what shows then is how dense they are. */
function alphaOf(total: number, lit: boolean): number {
  if (lit) return total > 400 ? 0.4 : total > 60 ? 0.65 : 0.95;
  return total > 8000 ? 0.22 : total > 2500 ? 0.34 : total > 400 ? 0.55 : 0.85;
}

/** The mark at a link's end: an arrow's tip, or a bar where the records were rejected. */
function* paintMarks(context: Context, sight: Sight, { palette, links, lit }: LinkPaint): Generator<void, void> {
  const { drawing } = sight;
  const boxed = drawing.boxes !== null;
  const total = links?.length ?? drawing.bends.length;
  const degrees = links === null ? degreesOf(drawing.ends, drawing.radii.length) : null;
  for (let at = 0; at < total; at++) {
    const link = links?.[at] ?? at;
    if (at % 200 === 199) yield;
    const target = drawing.ends[2 * link + 1]!;
    // Round a hub dozens of tips make a blot that says nothing.
    if (!boxed && degrees !== null && degrees[target]! > 40) continue;
    screenCurve(sight, link, curve);
    if (!visible(curve, sight.width, sight.height)) continue;
    if (Math.hypot(curve.x2 - curve.x0, curve.y2 - curve.y0) < (boxed ? 26 : 52)) continue;
    context.globalAlpha = lit || boxed ? 1 : 0.65;
    paintMark(context, sight, curve, target, outcomeOfStyle(drawing.styles[link]!) === Outcome.Rejected, palette);
  }
  context.globalAlpha = 1;
}

export function paintMark(
  context: Context,
  sight: Sight,
  along: Curve,
  target: number,
  rejected: boolean,
  palette: GraphPalette,
): void {
  const boxed = sight.drawing.boxes !== null;
  const size = boxed ? 7.5 : 5.5;
  const [halfWidth, halfHeight] = nodeHalf(sight, target);
  const t = leavesBox(along, halfWidth + 1, halfHeight + 1);
  const angle = angleAt(along, t);
  const [x, y] = pointAt(along, t);
  context.beginPath();
  if (rejected) {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    context.setLineDash([]);
    context.strokeStyle = palette.rejected;
    context.lineWidth = boxed ? 2.4 : 1.8;
    context.moveTo(x - 2 * cos - size * 0.75 * sin, y - 2 * sin + size * 0.75 * cos);
    context.lineTo(x - 2 * cos + size * 0.75 * sin, y - 2 * sin - size * 0.75 * cos);
    context.stroke();
    return;
  }
  context.fillStyle = palette.muted;
  context.moveTo(x, y);
  context.lineTo(x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42));
  context.lineTo(x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42));
  context.fill();
}

/** Links of one style, weight and fade together, what matters most last and so on top. */
function byStyle({ drawing }: Sight, links: Uint32Array | null, stride: number): number[][] {
  const buckets: number[][] = [];
  const total = links?.length ?? drawing.bends.length;
  for (let at = 0; at < total; at += stride) {
    const link = links?.[at] ?? at;
    const bucket = drawing.styles[link]! * 16 + drawing.weights[link]! * 4 + (3 - drawing.fades[link]!);
    (buckets[bucket] ??= []).push(link);
  }
  return buckets.filter((bucket) => bucket !== undefined);
}

function degreesOf(ends: Uint32Array, nodes: number): Uint32Array {
  const degrees = new Uint32Array(nodes);
  for (const end of ends) degrees[end]!++;
  return degrees;
}
