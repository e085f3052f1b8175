import { Occupancy } from '../../drawing/occupancy';
import { angleAt, pointAt, spread, upright, type Curve } from '../geometry';
import type { Scene } from '../scene/scene';
import { nodeRadius, screenCurve, screenX, screenY, visible, type Sight } from './drawing';

/** What is lit: drawn above a dimmed base. */
export interface Lit {
  nodes: ReadonlySet<number>;
  links: ReadonlySet<number>;
  /** A folded link that is fanned out into its ports. */
  fan: number | null;
}

export interface PlacedLabel {
  link: number;
  text: string;
  bend: number;
  /** Where on its curve it stands. */
  t: number;
}

/** The texts that found room. They are chosen when the camera rests, and move with it until it rests again. */
export interface Placement {
  /** Nodes whose names stand below them (dots only). */
  names: number[];
  labels: PlacedLabel[];
}

const mostLabels = 300;
const mostNames = 140;
/** In a crowd only the hubs are named, until the camera is near. */
const mostNamesInCrowd = 48;
/** A fan with more curves is a broom. */
export const fanUpTo = 14;
/** Where on a curve a label may stand: its middle first. */
const places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26];
const curve: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };

export function place(
  sight: Sight,
  scene: Scene,
  lit: Lit | null,
  width: (text: string, kind: 'name' | 'label') => number,
): Placement {
  const taken = new Occupancy(sight.width, sight.height);
  const placement: Placement = { names: [], labels: [] };
  if (sight.drawing.boxes !== null) {
    for (const node of scene.nodes.keys())
      taken.take(
        screenX(sight, node),
        screenY(sight, node),
        2 * sight.drawing.boxes[2 * node]!,
        2 * sight.drawing.boxes[2 * node + 1]!,
      );
  }
  // Lit links are few: their ports come before names. Otherwise names tell more.
  const names = (): void => {
    if (sight.drawing.boxes === null) placement.names = placeNames(sight, scene, lit, taken, width);
  };
  if (lit === null) names();
  placement.labels = placeLabels(sight, scene, lit, taken, width);
  if (lit !== null) names();
  return placement;
}

function placeNames(
  sight: Sight,
  scene: Scene,
  lit: Lit | null,
  taken: Occupancy,
  width: (text: string, kind: 'name' | 'label') => number,
): number[] {
  const order = lit === null ? namedFirst(scene) : [...lit.nodes];
  const most = lit === null && order.length > mostNames && sight.camera.k < 1 ? mostNamesInCrowd : mostNames;
  const names: number[] = [];
  for (const node of order) {
    const [x, y] = [screenX(sight, node), screenY(sight, node)];
    if (x < -40 || y < -40 || x > sight.width + 40 || y > sight.height + 40) continue;
    const below = y + nodeRadius(sight, node) + 9;
    if (!taken.place(x, below, width(scene.nodes[node]!.name, 'name') + 4, 13)) continue;
    names.push(node);
    if (names.length >= most) break;
  }
  return names;
}

function placeLabels(
  sight: Sight,
  scene: Scene,
  lit: Lit | null,
  taken: Occupancy,
  width: (text: string, kind: 'name' | 'label') => number,
): PlacedLabel[] {
  const wanted: Omit<PlacedLabel, 't'>[] = [];
  for (const link of lit?.links ?? scene.links.keys()) {
    if (link === lit?.fan) {
      wanted.push(...fanOf(scene, link).map(({ text, bend }) => ({ link, text, bend })));
      continue;
    }
    if (!visible(screenCurve(sight, link, curve), sight.width, sight.height)) continue;
    // So many that each says nothing: unlit, none is shown.
    if (wanted.length >= mostLabels && lit === null) return [];
    if (wanted.length >= mostLabels) break;
    wanted.push({ link, text: scene.links[link]!.label, bend: sight.drawing.bends[link]! });
  }
  const labels: PlacedLabel[] = [];
  for (const label of wanted) {
    screenCurve(sight, label.link, curve, label.bend);
    const size = width(label.text, 'label') + 6;
    const length = Math.hypot(curve.x2 - curve.x0, curve.y2 - curve.y0);
    if (length < size + 28 && curve.x1 === curve.x0) continue;
    if (length > 4 && length < size + 28) continue;
    for (const t of places) {
      const [x, y] = pointAt(curve, t);
      const angle = upright(angleAt(curve, t));
      const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
      if (!taken.place(x, y, size * cos + 12 * sin, size * sin + 12 * cos)) continue;
      labels.push({ ...label, t });
      break;
    }
  }
  return labels;
}

/** The curves of a folded link's ports, busiest first; what is beyond the most is one curve, "+7". */
export function fanOf(scene: Scene, link: number): { text: string; bend: number; member: number }[] {
  const { members, bend } = scene.links[link]!;
  if (members.length === 1) return [{ text: scene.links[link]!.label, bend, member: members[0]! }];
  const shown = members.slice(0, fanUpTo);
  const bends = spread(shown.length);
  return shown.map((member, at) => {
    const { label, service } = scene.shown.links[member]!;
    const more = at === fanUpTo - 1 && members.length > fanUpTo ? ` +${members.length - fanUpTo}` : '';
    return {
      text: `${label}${service === null || label === service ? '' : ` ${service}`}${more}`,
      bend: bends[at]!,
      member,
    };
  });
}

const orders = new WeakMap<Scene, number[]>();

/** Nodes by how many links they have; kept with the scene. */
function namedFirst(scene: Scene): number[] {
  let order = orders.get(scene);
  if (order === undefined) {
    order = [...scene.nodes.keys()]
      .sort((left, right) => scene.nodes[right]!.degree - scene.nodes[left]!.degree)
      .slice(0, 3 * mostNames);
    orders.set(scene, order);
  }
  return order;
}
