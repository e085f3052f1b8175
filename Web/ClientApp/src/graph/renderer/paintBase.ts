import type { Curve } from '../geometry';
import { Outcome } from '../scene';
import { clear, nodeRadius, screenCurve, screenX, screenY, visible, type Picture } from './picture';

const curve: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };

/** Sub-paths of one stroke: fewer strokes cost less, but one with hundreds of overlapping curves costs more again. */
const batch = 50;
const draftLinks = 1500;

/**
 * Paints all links and nodes. Pauses after each batch, so that the caller can go on in the next frame; a large graph takes several.
 */
export function* paintBase(canvas: HTMLCanvasElement, picture: Picture): Generator<void, void> {
  const context = clear(canvas, picture.width, picture.height);
  const { scene, palette, width, height } = picture;
  const crowd = scene.links.length;
  const wide = crowd <= 1500;
  const stride = picture.draft ? Math.ceil(crowd / draftLinks) : 1;
  context.lineCap = 'butt';
  for (const outcome of [Outcome.Accepted, Outcome.Mixed, Outcome.Rejected]) {
    for (let weight = 0; weight <= 3; weight++) {
      const links: number[] = [];
      if (!wide && weight > 0) break;
      for (const [index, link] of scene.links.entries()) {
        if (index % stride === 0 && link.outcome === outcome && (wide ? link.weight : 0) === weight) links.push(index);
      }
      if (links.length === 0) continue;
      // Lines up to one pixel are drawn on a fast path.
      const lineWidth = wide ? [1, 1.3, 1.8, 2.5][weight]! : crowd > 8000 ? 0.6 : 0.8;
      const alpha = crowd > 8000 ? 0.3 : crowd > 2500 ? 0.42 : crowd > 400 ? 0.6 : 0.85;
      const passes: [string, number[]][] =
        outcome === Outcome.Accepted
          ? [[palette.accepted, []]]
          : outcome === Outcome.Rejected
            ? [[palette.rejected, [5, 3.5]]]
            : [
                [palette.accepted, []],
                [palette.rejected, [3, 9]],
              ];
      for (const [colour, dash] of picture.draft ? passes.slice(0, 1) : passes) {
        context.strokeStyle = colour;
        context.lineWidth = lineWidth;
        for (let at = 0; at < links.length; at += batch) {
          // Set anew for each batch: other painters may have used the context between two frames.
          context.globalAlpha = outcome === Outcome.Accepted ? alpha : Math.min(1, alpha + 0.15);
          context.setLineDash(picture.draft ? [] : dash);
          context.beginPath();
          for (const link of links.slice(at, at + batch)) {
            screenCurve(picture, link, curve);
            if (!visible(curve, width, height)) continue;
            context.moveTo(curve.x0, curve.y0);
            if (picture.draft) context.lineTo(curve.x2, curve.y2);
            else context.quadraticCurveTo(curve.x1, curve.y1, curve.x2, curve.y2);
          }
          context.stroke();
          yield;
        }
      }
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
  // Boxes with names are the overlay's: they would hide what is painted here.
  if (!scene.boxed) yield* paintNodes(context, picture);
}

function* paintNodes(context: CanvasRenderingContext2D, picture: Picture): Generator<void, void> {
  const { scene, palette, width, height } = picture;
  context.lineWidth = 1;
  context.strokeStyle = palette.background;
  const byColour = new Map<string, number[]>();
  for (const [index, node] of scene.nodes.entries()) {
    const colour = palette.groups[scene.groups[node.group]!.colour]!;
    const nodes = byColour.get(colour);
    if (nodes === undefined) byColour.set(colour, [index]);
    else nodes.push(index);
  }
  for (const [colour, nodes] of byColour) {
    context.fillStyle = colour;
    for (let at = 0; at < nodes.length; at += batch) {
      context.beginPath();
      for (const node of nodes.slice(at, at + batch)) {
        const [x, y, r] = [screenX(picture, node), screenY(picture, node), nodeRadius(picture, node)];
        if (x < -r || y < -r || x > width + r || y > height + r) continue;
        context.moveTo(x + r, y);
        context.arc(x, y, r, 0, 2 * Math.PI);
      }
      context.fill();
      context.stroke();
      yield;
    }
  }
}
