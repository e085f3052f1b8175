import { pointAt, type Curve } from '../geometry';
import { outcomeOf, type Scene } from '../scene/scene';
import { Change, nodeRadius, Outcome, screenCurve, screenX, screenY, visible, type Sight } from './drawing';
import type { GraphPalette } from './graphRenderer';
import { paintLinks, paintMark } from './paintLinks';
import { paintNodes } from './paintNodes';
import { fanOf, type Lit } from './placement';

type Context = CanvasRenderingContext2D;
const curve: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };
/** More lit links have no particles: they would be a swarm. */
const particlesUpTo = 80;

/** What is lit, at once: for as much as a frame has time for. */
export function paintLit(context: Context, sight: Sight, scene: Scene, palette: GraphPalette, lit: Lit): void {
  const links = Uint32Array.from([...lit.links].filter((link) => link !== lit.fan));
  for (const _ of paintLinks(context, sight, { palette, links, draft: false, lit: true }));
  if (lit.fan !== null) paintFan(context, sight, scene, palette, lit.fan);
  if (sight.drawing.boxes === null) for (const _ of paintNodes(context, sight, palette, lit.nodes));
}

/** A folded link's ports, each with its own curve and its own outcome. */
function paintFan(context: Context, sight: Sight, scene: Scene, palette: GraphPalette, link: number): void {
  for (const { bend, member } of fanOf(scene, link)) {
    screenCurve(sight, link, curve, bend);
    const outcome = outcomeOf(scene.shown.links[member]!);
    const rejected = outcome === Outcome.Rejected;
    context.lineWidth = 1.8;
    context.strokeStyle = rejected ? palette.rejected : palette.lit;
    context.setLineDash(rejected ? [6, 4] : []);
    context.beginPath();
    context.moveTo(curve.x0, curve.y0);
    context.quadraticCurveTo(curve.x1, curve.y1, curve.x2, curve.y2);
    context.stroke();
    if (outcome === Outcome.Mixed) {
      context.strokeStyle = palette.rejected;
      context.setLineDash([4, 9]);
      context.stroke();
    }
    paintMark(context, sight, curve, scene.links[link]!.target, rejected, palette);
  }
  context.setLineDash([]);
}

/** Dots that travel from source to target, at about the same speed on long and short links, and never in step. */
export function paintParticles(
  context: Context,
  sight: Sight,
  scene: Scene,
  links: Iterable<number>,
  phase: number,
  colour: (rejected: boolean) => string,
  size: number,
): void {
  const some = [...links];
  // Of a hub's links every so many has some: spread, not only the first.
  const stride = Math.ceil(some.length / particlesUpTo);
  for (const [at, link] of some.entries()) {
    const { outcome, change } = scene.links[link]!;
    // Nothing travels on what is gone.
    if (change === Change.Gone || at % stride !== 0) continue;
    screenCurve(sight, link, curve);
    if (!visible(curve, sight.width, sight.height)) continue;
    const length = Math.max(40, Math.hypot(curve.x2 - curve.x0, curve.y2 - curve.y0));
    const dots = Math.max(1, Math.min(4, Math.round(length / 130)));
    context.fillStyle = colour(outcome === Outcome.Rejected);
    for (let dot = 0; dot < dots; dot++) {
      const [x, y] = pointAt(curve, (phase / (length * 9) + dot / dots + link * 0.618) % 1);
      context.beginPath();
      context.arc(x, y, size, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

/** A pin on nodes that were put in their place, and a second rim round what is selected. */
export function paintPins(context: Context, sight: Sight, palette: GraphPalette, pins: ReadonlySet<number>): void {
  context.setLineDash([]);
  for (const node of pins) {
    const boxes = sight.drawing.boxes;
    const [dx, dy] =
      boxes === null
        ? [0.7 * nodeRadius(sight, node) + 2, -0.7 * nodeRadius(sight, node) - 2]
        : [boxes[2 * node]! - 3, -boxes[2 * node + 1]! + 1];
    const [x, y] = [screenX(sight, node) + dx, screenY(sight, node) + dy];
    context.beginPath();
    context.arc(x, y, 3.6, 0, 2 * Math.PI);
    context.fillStyle = palette.lit;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = palette.background;
    context.stroke();
  }
}

export function paintLasso(context: Context, palette: GraphPalette, points: readonly number[]): void {
  context.beginPath();
  for (let at = 0; at < points.length; at += 2) context.lineTo(points[at]!, points[at + 1]!);
  context.closePath();
  context.fillStyle = palette.lit;
  context.globalAlpha = 0.1;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = palette.lit;
  context.lineWidth = 1.5;
  context.setLineDash([5, 4]);
  context.stroke();
  context.setLineDash([]);
}
