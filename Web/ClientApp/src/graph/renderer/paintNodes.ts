import { nodeRadius, screenX, screenY, type Sight } from './drawing';
import type { GraphPalette } from './graphRenderer';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
const batch = 100;
/** Smaller nodes are squares, which are drawn on a fast path; no eye tells. */
const roundFrom = 2.2;

/** Paints nodes as dots, those of one colour together. */
export function* paintNodes(
  context: Context,
  sight: Sight,
  palette: GraphPalette,
  only: ReadonlySet<number> | null = null,
): Generator<void, void> {
  const { drawing } = sight;
  const byColour: number[][] = [];
  const add = (node: number): void => void (byColour[drawing.colours[node]!] ??= []).push(node);
  if (only === null) for (let node = 0; node < drawing.radii.length; node++) add(node);
  else only.forEach(add);
  context.globalAlpha = 1;
  context.setLineDash([]);
  for (const [colour, nodes] of byColour.entries()) {
    for (let at = 0; at < (nodes?.length ?? 0); at += batch) {
      context.fillStyle = palette.groups[colour]!;
      context.strokeStyle = palette.background;
      context.lineWidth = 1;
      paintBatch(context, sight, nodes!.slice(at, at + batch));
      yield;
    }
  }
}

function paintBatch(context: Context, sight: Sight, nodes: readonly number[]): void {
  let outlined = false;
  context.beginPath();
  for (const node of nodes) {
    const [x, y, r] = [screenX(sight, node), screenY(sight, node), nodeRadius(sight, node)];
    if (x < -r || y < -r || x > sight.width + r || y > sight.height + r) continue;
    if (r < roundFrom) {
      context.rect(x - r, y - r, 2 * r, 2 * r);
      continue;
    }
    outlined = true;
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
  }
  context.fill();
  if (outlined) context.stroke();
  // A ring says that a node stands for several addresses.
  context.beginPath();
  let rings = false;
  for (const node of nodes) {
    if (sight.drawing.rings[node] !== 1) continue;
    const [x, y, r] = [screenX(sight, node), screenY(sight, node), nodeRadius(sight, node) + 2.6];
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    rings = true;
  }
  if (!rings) return;
  context.strokeStyle = context.fillStyle;
  context.lineWidth = 1.4;
  context.stroke();
}
