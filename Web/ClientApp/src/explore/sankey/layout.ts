/** A sankey's nodes and links, in what they are drawn by. `level` counts from the left. */
export interface FlowNode {
  level: number;
  amount: number;
  /** "Other" nodes stay at the bottom of their level. */
  last?: boolean;
}

export interface FlowLink {
  source: number;
  target: number;
  amount: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A ribbon between two boxes: where it begins and ends (its upper edge), and how thick it is. */
export interface Ribbon {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  thickness: number;
}

export interface SankeyLayout {
  boxes: Box[];
  ribbons: Ribbon[];
}

const thinnest = 1;

/**
 * Places the nodes in columns, as tall as their amounts, and the links between them. Nodes go near to what they are linked with (a few sweeps of
 * barycentres), "other" ones last. All heights share one scale, so that they can be compared across the picture.
 */
export function layoutSankey(
  nodes: readonly FlowNode[],
  links: readonly FlowLink[],
  size: { width: number; height: number; nodeWidth: number; gap: number },
): SankeyLayout {
  const levels = columnsOf(nodes);
  arrange(levels, nodes, links);
  const { boxes, scale } = boxesOf(levels, nodes, size);
  return { boxes, ribbons: ribbonsOf(nodes, links, boxes, scale) };
}

/** Which boxes have room for their names: the tallest first, and none within a line's height of one that has its name. */
export function namedBoxes(nodes: readonly FlowNode[], boxes: readonly Box[], line: number): boolean[] {
  const named = boxes.map(() => false);
  const taken: { level: number; y: number }[] = [];
  for (const index of boxes.map((_, at) => at).sort((a, b) => boxes[b]!.height - boxes[a]!.height)) {
    const [level, y] = [nodes[index]!.level, boxes[index]!.y + boxes[index]!.height / 2];
    if (taken.some((one) => one.level === level && Math.abs(one.y - y) < line)) continue;
    taken.push({ level, y });
    named[index] = true;
  }
  return named;
}

/** SVG's path of a ribbon: two S-curves and the ends. */
export function ribbonPath({ x0, y0, x1, y1, thickness }: Ribbon): string {
  const middle = (x0 + x1) / 2;
  const [b0, b1] = [y0 + thickness, y1 + thickness];
  return `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}L${x1} ${b1}C${middle} ${b1} ${middle} ${b0} ${x0} ${b0}Z`;
}

function columnsOf(nodes: readonly FlowNode[]): number[][] {
  const levels: number[][] = [];
  nodes.forEach(({ level }, index) => (levels[level] ??= []).push(index));
  return levels.map((level) => level ?? []);
}

function arrange(levels: number[][], nodes: readonly FlowNode[], links: readonly FlowLink[]): void {
  const place = new Float64Array(nodes.length);
  const remember = (): void =>
    levels.forEach((level) => level.forEach((node, at) => (place[node] = at / level.length)));
  remember();
  for (let sweep = 0; sweep < 6; sweep++) {
    const forth = sweep % 2 === 0;
    for (const level of forth ? levels.slice(1) : levels.slice(0, -1).reverse()) {
      const centre = new Map(level.map((node) => [node, centreOf(node, links, place, forth)]));
      level.sort(
        (a, b) => Number(nodes[a]!.last ?? false) - Number(nodes[b]!.last ?? false) || centre.get(a)! - centre.get(b)!,
      );
    }
    remember();
  }
}

function centreOf(node: number, links: readonly FlowLink[], place: Float64Array, forth: boolean): number {
  let [sum, weight] = [0, 0];
  for (const { source, target, amount } of links) {
    const other = forth && target === node ? source : !forth && source === node ? target : -1;
    if (other < 0) continue;
    sum += place[other]! * amount;
    weight += amount;
  }
  return weight > 0 ? sum / weight : place[node]!;
}

function boxesOf(
  levels: readonly number[][],
  nodes: readonly FlowNode[],
  { width, height, nodeWidth, gap }: { width: number; height: number; nodeWidth: number; gap: number },
): { boxes: Box[]; scale: number } {
  const scale = Math.min(
    ...levels.map((level) => {
      const amount = level.reduce((sum, node) => sum + nodes[node]!.amount, 0);
      return amount > 0 ? Math.max(0, height - gap * (level.length - 1) - thinnest * level.length) / amount : Infinity;
    }),
  );
  const boxes: Box[] = new Array<Box>(nodes.length);
  levels.forEach((level, index) => {
    const x = levels.length < 2 ? 0 : ((width - nodeWidth) * index) / (levels.length - 1);
    const heights = level.map((node) => thinnest + nodes[node]!.amount * (Number.isFinite(scale) ? scale : 0));
    const used = heights.reduce((sum, one) => sum + one, 0) + gap * (level.length - 1);
    let y = Math.max(0, (height - used) / 2);
    level.forEach((node, at) => {
      boxes[node] = { x, y, width: nodeWidth, height: heights[at]! };
      y += heights[at]! + gap;
    });
  });
  return { boxes, scale: Number.isFinite(scale) ? scale : 0 };
}

/** At each end, links lie in the order of their other ends, so that they cross no more than they must. */
function ribbonsOf(
  nodes: readonly FlowNode[],
  links: readonly FlowLink[],
  boxes: readonly Box[],
  scale: number,
): Ribbon[] {
  const ribbons = links.map(({ source, target, amount }) => {
    const [from, to] = [boxes[source]!, boxes[target]!];
    return { x0: from.x + from.width, y0: from.y, x1: to.x, y1: to.y, thickness: amount * scale };
  });
  const order = links.map((_, index) => index);
  const end = new Float64Array(nodes.length);
  order.sort((a, b) => boxes[links[a]!.target]!.y - boxes[links[b]!.target]!.y);
  for (const index of order) {
    ribbons[index]!.y0 += end[links[index]!.source]!;
    end[links[index]!.source]! += ribbons[index]!.thickness;
  }
  end.fill(0);
  order.sort((a, b) => boxes[links[a]!.source]!.y - boxes[links[b]!.source]!.y);
  for (const index of order) {
    ribbons[index]!.y1 += end[links[index]!.target]!;
    end[links[index]!.target]! += ribbons[index]!.thickness;
  }
  return ribbons;
}
