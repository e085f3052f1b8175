import { Occupancy } from '../../drawing/occupancy';
import { angleAt, leavesBox, pointAt, upright, type Curve } from '../geometry';
import { Outcome } from '../scene';
import { clear, nodeRadius, screenCurve, screenX, screenY, visible, type Picture } from './picture';

/** What is lit: drawn above a dimmed base. */
export interface Lit {
  nodes: ReadonlySet<number>;
  links: ReadonlySet<number>;
}

const curve: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };
const nameFont = '11.5px ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';
const labelFont = '600 10.5px system-ui, sans-serif';
const mostLabels = 300;
const mostNames = 140;
/** In a crowd only the hubs are named, until the camera is near. */
const mostNamesInCrowd = 48;
const widths = new Map<string, number>();

function widthOf(context: CanvasRenderingContext2D, font: string, text: string): number {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    context.font = font;
    width = context.measureText(text).width;
    if (widths.size > 20_000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** The half size of a node's box on the screen, for arrows and hits. */
export function boxHalf(name: string, text: (name: string) => number = (n) => n.length * 6.95): [number, number] {
  return [text(name) / 2 + 8, 11];
}

/** Paints names, port labels and arrows, and what is lit. Called for each frame of a motion: bounded by what fits into view. */
export function paintOverlay(canvas: HTMLCanvasElement, picture: Picture, lit: Lit | null, phase: number | null): void {
  const context = clear(canvas, picture.width, picture.height);
  const { scene } = picture;
  context.lineJoin = 'round';
  if (lit !== null) paintLit(context, picture, lit, phase);
  else if (picture.draft) return;
  const taken = new Occupancy(picture.width, picture.height);
  const arrows = scene.links.length <= 700;
  const inView: number[] = [];
  for (const link of lit !== null ? lit.links : scene.links.keys()) {
    if (!visible(screenCurve(picture, link, curve), picture.width, picture.height)) continue;
    inView.push(link);
    if (inView.length > 4 * mostLabels) break;
  }
  if (arrows || lit !== null) {
    for (const link of inView.slice(0, 2 * mostLabels))
      paintArrow(context, picture, link, lit !== null ? 1 : scene.boxed ? 0.9 : 0.6);
  }
  if (scene.boxed) paintBoxes(context, picture, taken, lit);
  else if (lit === null) paintNames(context, picture, taken, null);
  if (lit !== null || inView.length <= mostLabels) paintLabels(context, picture, taken, inView.slice(0, mostLabels));
  if (!scene.boxed && lit !== null) paintNames(context, picture, taken, lit);
}

function paintLit(context: CanvasRenderingContext2D, picture: Picture, lit: Lit, phase: number | null): void {
  const { scene, palette } = picture;
  const many = lit.links.size > 40;
  context.globalAlpha = many ? 0.8 : 1;
  for (const link of lit.links) {
    const { outcome, weight } = scene.links[link]!;
    screenCurve(picture, link, curve);
    if (!visible(curve, picture.width, picture.height)) continue;
    const rejected = outcome === Outcome.Rejected;
    context.strokeStyle = rejected ? palette.rejected : palette.lit;
    context.lineWidth = many ? 1 + 0.3 * weight : 1.6 + 0.5 * weight;
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
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
  if (phase !== null && lit.links.size <= mostLabels) paintParticles(context, picture, lit, phase);
  for (const node of scene.boxed ? [] : lit.nodes) {
    const [x, y, r] = [screenX(picture, node), screenY(picture, node), nodeRadius(picture, node)];
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fillStyle = palette.groups[scene.groups[scene.nodes[node]!.group]!.colour]!;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = palette.background;
    context.stroke();
  }
}

/** Dots that travel from source to target, at about the same speed on long and short links, and never in step. */
function paintParticles(context: CanvasRenderingContext2D, picture: Picture, lit: Lit, phase: number): void {
  for (const link of lit.links) {
    screenCurve(picture, link, curve);
    const length = Math.max(40, Math.hypot(curve.x2 - curve.x0, curve.y2 - curve.y0));
    const dots = Math.max(1, Math.min(4, Math.round(length / 130)));
    context.fillStyle =
      picture.scene.links[link]!.outcome === Outcome.Rejected ? picture.palette.rejected : picture.palette.lit;
    for (let dot = 0; dot < dots; dot++) {
      const [x, y] = pointAt(curve, (phase / (length * 9) + dot / dots + link * 0.618) % 1);
      context.beginPath();
      context.arc(x, y, 2.8, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

function paintArrow(context: CanvasRenderingContext2D, picture: Picture, link: number, alpha: number): void {
  const { target, outcome } = picture.scene.links[link]!;
  screenCurve(picture, link, curve);
  // Round a hub dozens of tips make a blot that says nothing.
  const shortest = picture.scene.boxed ? 26 : 52;
  if (Math.hypot(curve.x2 - curve.x0, curve.y2 - curve.y0) < shortest || picture.scene.nodes[target]!.degree > 40)
    return;
  const size = picture.scene.boxed ? 7 : 5.5;
  const radius = nodeRadius(picture, target) + 1;
  const [halfWidth, halfHeight] = picture.scene.boxed ? boxHalf(picture.scene.nodes[target]!.id) : [radius, radius];
  const t = leavesBox(curve, halfWidth, halfHeight);
  const [x, y] = pointAt(curve, t);
  const angle = angleAt(curve, t);
  context.globalAlpha = alpha;
  context.fillStyle = outcome === Outcome.Rejected ? picture.palette.rejected : picture.palette.muted;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42));
  context.lineTo(x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42));
  context.fill();
  context.globalAlpha = 1;
}

/** Names in boxes, each in its group's colour: the ancestor's look, for graphs with room for it. */
function paintBoxes(context: CanvasRenderingContext2D, picture: Picture, taken: Occupancy, lit: Lit | null): void {
  const { scene, palette } = picture;
  for (const [index, node] of scene.nodes.entries()) {
    const [x, y] = [screenX(picture, index), screenY(picture, index)];
    const text = widthOf(context, nameFont, node.id);
    const [halfWidth, halfHeight] = boxHalf(node.id, () => text);
    if (x < -halfWidth || y < -20 || x > picture.width + halfWidth || y > picture.height + 20) continue;
    const colour = palette.groups[scene.groups[node.group]!.colour]!;
    const on = lit === null || lit.nodes.has(index);
    context.globalAlpha = on ? 1 : 0.22;
    context.beginPath();
    context.roundRect(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight, 6);
    context.fillStyle = palette.box;
    context.fill();
    context.lineWidth = on && lit !== null ? 2.2 : 1.6;
    context.strokeStyle = colour;
    context.stroke();
    context.font = nameFont;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = palette.text;
    context.fillText(node.id, x, y + 0.5);
    context.globalAlpha = 1;
    taken.take(x, y, 2 * halfWidth, 2 * halfHeight);
  }
}

/** Names beside the largest nodes, as many as find room. */
function paintNames(context: CanvasRenderingContext2D, picture: Picture, taken: Occupancy, lit: Lit | null): void {
  const { scene, palette } = picture;
  const order = lit === null ? namedFirst(picture) : [...lit.nodes];
  let placed = 0;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const node of order) {
    const [x, y] = [screenX(picture, node), screenY(picture, node)];
    if (x < 0 || y < 0 || x > picture.width || y > picture.height) continue;
    const name = scene.nodes[node]!.id;
    const below = y + nodeRadius(picture, node) + 9;
    const width = widthOf(context, nameFont, name);
    if (!taken.place(x, below, width + 8, 15)) continue;
    context.font = nameFont;
    context.lineWidth = 3.5;
    context.strokeStyle = palette.background;
    context.strokeText(name, x, below);
    context.fillStyle = palette.text;
    context.fillText(name, x, below);
    if (++placed >= (lit === null && order.length > mostNames && picture.camera.k < 1 ? mostNamesInCrowd : mostNames))
      break;
  }
}

const orders = new WeakMap<object, number[]>();

/** Nodes by how many links they have; kept with the scene. */
function namedFirst({ scene }: Picture): number[] {
  let order = orders.get(scene);
  if (order === undefined) {
    order = [...scene.nodes.keys()]
      .sort((left, right) => scene.nodes[right]!.degree - scene.nodes[left]!.degree)
      .slice(0, 3 * mostNames);
    orders.set(scene, order);
  }
  return order;
}

/** Port labels on their curves, at the middle, along the tangent, never upside down. */
function paintLabels(
  context: CanvasRenderingContext2D,
  picture: Picture,
  taken: Occupancy,
  links: readonly number[],
): void {
  const { scene, palette } = picture;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const link of links) {
    const { label, outcome } = scene.links[link]!;
    screenCurve(picture, link, curve);
    const width = widthOf(context, labelFont, label);
    if (Math.hypot(curve.x2 - curve.x0, curve.y2 - curve.y0) < width + 34) continue;
    const [x, y] = pointAt(curve, 0.5);
    const angle = upright(angleAt(curve, 0.5));
    const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    if (!taken.place(x, y, (width + 6) * cos + 12 * sin, (width + 6) * sin + 12 * cos)) continue;
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.fillStyle = palette.background;
    context.globalAlpha = 0.88;
    context.beginPath();
    context.roundRect(-width / 2 - 3, -7, width + 6, 14, 4);
    context.fill();
    context.globalAlpha = 1;
    context.font = labelFont;
    context.fillStyle = outcome === Outcome.Rejected ? palette.rejected : palette.muted;
    context.fillText(label, 0, 0.5);
    context.restore();
  }
}
