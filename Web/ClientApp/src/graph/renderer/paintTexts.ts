import { angleAt, pointAt, upright, type Curve } from '../geometry';
import type { Scene } from '../scene/scene';
import { Change, nodeRadius, Outcome, screenCurve, screenX, screenY, type Sight } from './drawing';
import type { GraphPalette } from './graphRenderer';
import type { Lit, Placement } from './placement';

type Context = CanvasRenderingContext2D;
const curve: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };
const fonts = {
  name: '11.5px ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  label: '600 10.5px system-ui, sans-serif',
} as const;
const widths = new Map<string, number>();

export function textWidth(context: Context, text: string, kind: keyof typeof fonts): number {
  const key = kind + text;
  let width = widths.get(key);
  if (width === undefined) {
    context.font = fonts[kind];
    width = context.measureText(text).width;
    if (widths.size > 20_000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** Names in boxes, each in its group's colour: the ancestor's look, for graphs with room for it. */
export function paintBoxes(context: Context, sight: Sight, scene: Scene, palette: GraphPalette, lit: Lit | null): void {
  context.font = fonts.name;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const { boxes, rings, colours } = sight.drawing;
  for (const [index, node] of scene.nodes.entries()) {
    const [x, y] = [screenX(sight, index), screenY(sight, index)];
    const [halfWidth, halfHeight] = [boxes![2 * index]!, boxes![2 * index + 1]!];
    if (x < -halfWidth || y < -20 || x > sight.width + halfWidth || y > sight.height + 20) continue;
    const on = lit === null || lit.nodes.has(index);
    context.globalAlpha = on ? 1 : 0.22;
    context.strokeStyle = palette.groups[colours[index]!]!;
    if (rings[index] === 1) {
      // A second card behind it: this one stands for several.
      context.lineWidth = 1.2;
      context.beginPath();
      context.roundRect(x - halfWidth + 3, y - halfHeight - 3, 2 * halfWidth, 2 * halfHeight, 6);
      context.fillStyle = palette.box;
      context.fill();
      context.stroke();
    }
    context.beginPath();
    context.roundRect(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight, 6);
    context.fillStyle = palette.box;
    context.fill();
    context.lineWidth = on && lit !== null ? 2.2 : 1.6;
    context.stroke();
    context.fillStyle = palette.text;
    context.fillText(node.name, x, y + 0.5);
  }
  context.globalAlpha = 1;
}

/** Names below dots, with a rim of the background so that lines do not cut them. */
export function paintNames(
  context: Context,
  sight: Sight,
  scene: Scene,
  palette: GraphPalette,
  names: Placement['names'],
): void {
  context.font = fonts.name;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3.2;
  context.strokeStyle = palette.background;
  context.fillStyle = palette.text;
  for (const node of names) {
    const [x, y] = [screenX(sight, node), screenY(sight, node) + nodeRadius(sight, node) + 9];
    context.strokeText(scene.nodes[node]!.name, x, y);
    context.fillText(scene.nodes[node]!.name, x, y);
  }
}

/** Port labels on their curves, along the tangent, never upside down. */
export function paintLabels(
  context: Context,
  sight: Sight,
  scene: Scene,
  palette: GraphPalette,
  labels: Placement['labels'],
): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = fonts.label;
  for (const { link, text, bend, t } of labels) {
    screenCurve(sight, link, curve, bend);
    const width = textWidth(context, text, 'label');
    const [x, y] = pointAt(curve, t);
    context.save();
    context.translate(x, y);
    context.rotate(upright(angleAt(curve, t)));
    context.fillStyle = palette.background;
    context.globalAlpha = 0.88;
    context.beginPath();
    context.roundRect(-width / 2 - 3, -7, width + 6, 14, 4);
    context.fill();
    context.globalAlpha = 1;
    context.font = fonts.label;
    context.fillStyle = labelColour(scene, link, palette);
    context.fillText(text, 0, 0.5);
    context.restore();
  }
}

function labelColour(scene: Scene, link: number, palette: GraphPalette): string {
  const { outcome, change } = scene.links[link]!;
  if (change === Change.New) return palette.fresh;
  if (change === Change.Changed) return palette.changed;
  return outcome === Outcome.Rejected && change !== Change.Gone ? palette.rejected : palette.muted;
}
