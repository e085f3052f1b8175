import { layersOf, neighbours, withoutCircles, type Edge } from './layers';
import { spread } from './spread';

export interface Point {
  x: number;
  y: number;
}

export interface Layout {
  width: number;
  height: number;
  /** The middle of each node. */
  nodes: Point[];
  /** The points that each edge passes, from node to node, in the order of the edges that were given. */
  routes: Point[][];
}

export const nodeWidth = 186;
export const nodeHeight = 46;
const columnGap = 76;
const rowGap = 14;
/** A route that passes a layer needs less room than a node. */
const passing = 0.35;
const margin = 12;
const sweeps = 8;

/** A layered drawing (Sugiyama's way): arrows lead to the right, long ones pass between the nodes, few cross. */
export function layout(count: number, edges: readonly Edge[]): Layout {
  const most = Math.max(8, Math.ceil(Math.sqrt(count) * 1.4));
  const acyclic = withoutCircles(count, edges);
  const layer = layersOf(count, acyclic, most);
  const { columns, links, chains } = withPassing(count, acyclic, layer);
  const size = Math.max(count, ...columns.flat().map((node) => node + 1));
  const [after, before] = [
    neighbours(size, links),
    neighbours(
      size,
      links.map(([from, to]) => [to, from] as const),
    ),
  ];

  const y = new Float64Array(size);
  columns.forEach((column) =>
    arrange(
      column,
      column.map((_, index) => index),
      count,
      y,
    ),
  );
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const down = sweep % 2 === 0;
    for (const column of down ? columns : columns.toReversed()) {
      const near = down ? before : after;
      const wish = (node: number): number => (near[node]!.length === 0 ? y[node]! : mean(near[node]!, y));
      const wishes = new Map(column.map((node) => [node, wish(node)]));
      column.sort((a, b) => wishes.get(a)! - wishes.get(b)! || y[a]! - y[b]! || a - b);
      arrange(
        column,
        column.map((node) => wishes.get(node)!),
        count,
        y,
      );
    }
  }

  const top = Math.min(0, ...y);
  const at = (node: number, column: number): Point => ({
    x: margin + nodeWidth / 2 + column * (nodeWidth + columnGap),
    y: margin + nodeHeight / 2 + (y[node]! - top),
  });
  const points = new Array<Point>(size);
  columns.forEach((column, index) => column.forEach((node) => (points[node] = at(node, index))));
  return {
    width: 2 * margin + Math.max(1, columns.length) * (nodeWidth + columnGap) - columnGap,
    height: 2 * margin + nodeHeight + Math.max(0, ...points.map((point) => point.y)) - margin - nodeHeight / 2,
    nodes: points.slice(0, count),
    routes: edges.map(([from, to]) => {
      const chain = chains.get(`${from} ${to}`);
      // An edge that closes a circle leads back, straight.
      return chain === undefined ? [points[from]!, points[to]!] : chain.map((node) => points[node]!);
    }),
  };
}

/** Columns of nodes and of the places where long edges pass them; links then lead from each column to the next alone. */
function withPassing(count: number, edges: readonly Edge[], layer: Int32Array) {
  const columns: number[][] = [];
  layer.forEach((column, node) => (columns[column] ??= []).push(node));
  const links: Edge[] = [];
  const chains = new Map<string, number[]>();
  let free = count;
  for (const [from, to] of edges) {
    const chain = [from];
    for (let column = layer[from]! + 1; column < layer[to]!; column++) {
      columns[column]!.push(free);
      chain.push(free++);
    }
    chain.push(to);
    for (let step = 1; step < chain.length; step++) links.push([chain[step - 1]!, chain[step]!]);
    chains.set(`${from} ${to}`, chain);
  }
  return { columns, links, chains };
}

/** Nodes take a whole row, passing edges a part of one: the wish of each is corrected by the room of those before it. */
function arrange(column: readonly number[], wishes: readonly number[], count: number, y: Float64Array): void {
  const row = nodeHeight + rowGap;
  let room = 0;
  const offsets = column.map((node, index) => {
    const half = (node < count ? row : row * passing) / 2;
    const offset = index === 0 ? 0 : room + half;
    room = offset + half;
    return offset;
  });
  const places = spread(
    wishes.map((wish, index) => wish - offsets[index]!),
    0,
  );
  column.forEach((node, index) => (y[node] = places[index]! + offsets[index]!));
}

function mean(nodes: readonly number[], y: Float64Array): number {
  return nodes.reduce((sum, node) => sum + y[node]!, 0) / nodes.length;
}

/** A route as an SVG path: level along the columns that it passes, bent between them, so that it runs under no node. */
export function pathOf(route: readonly Point[]): string {
  const [first, last] = [route[0]!, route.at(-1)!];
  const half = (last.x >= first.x ? 1 : -1) * (nodeWidth / 2);
  const arrow = Math.sign(half) * 5;
  let path = `M${place(first.x + half, first.y)}`;
  for (let at = 1; at < route.length; at++) {
    const [from, to] = [route[at - 1]!, route[at]!];
    const [left, right] = [from.x + half, to.x - half - (to === last ? arrow : 0)];
    const middle = (left + right) / 2;
    path += `C${place(middle, from.y)} ${place(middle, to.y)} ${place(right, to.y)}`;
    if (to !== last) path += `H${(to.x + half).toFixed(1)}`;
  }
  return path;
}

const place = (x: number, y: number): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
