import { expect, test } from 'vitest';
import { layoutSankey, namedBoxes, ribbonPath, type FlowLink, type FlowNode } from './layout';

const size = { width: 600, height: 400, nodeWidth: 12, gap: 6 };

/** Three levels, each link's amount from a fixed sequence, nodes the sums of their links, as GraphApi answers. */
function example(seed: number): { nodes: FlowNode[]; links: FlowLink[] } {
  let state = seed;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const counts = [1 + Math.floor(random() * 6), 1 + Math.floor(random() * 6), 1 + Math.floor(random() * 6)];
  const nodes: FlowNode[] = counts.flatMap((count, level) =>
    Array.from({ length: count }, (_, at) => ({ level, amount: 0, last: at === count - 1 })),
  );
  const through = Array.from({ length: 40 }, () => [
    Math.floor(random() * counts[0]!),
    counts[0]! + Math.floor(random() * counts[1]!),
    counts[0]! + counts[1]! + Math.floor(random() * counts[2]!),
    Math.ceil(random() ** 4 * 1_000_000),
  ]);
  const links = new Map<string, FlowLink>();
  for (const [a, b, c, amount] of through as [number, number, number, number][]) {
    for (const [source, target] of [
      [a, b],
      [b, c],
    ] as const) {
      const link = links.get(`${source}>${target}`) ?? { source, target, amount: 0 };
      link.amount += amount;
      links.set(`${source}>${target}`, link);
    }
    for (const node of [a, b, c]) nodes[node]!.amount += amount;
  }
  return { nodes, links: [...links.values()] };
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('All is within the picture, and no two nodes of a level overlap (%d)', (seed) => {
  const { nodes, links } = example(seed);
  const { boxes } = layoutSankey(nodes, links, size);
  boxes.forEach((box) => {
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(size.height + 1e-6);
    expect(box.x + box.width).toBeLessThanOrEqual(size.width + 1e-6);
  });
  boxes.forEach((one, a) =>
    boxes.forEach((other, b) => {
      if (a < b && nodes[a]!.level === nodes[b]!.level)
        expect(one.y + one.height <= other.y + 1e-6 || other.y + other.height <= one.y + 1e-6).toBe(true);
    }),
  );
});

test.each([1, 2, 3, 4])('Ribbons fill both ends of their nodes, and nothing more (%d)', (seed) => {
  const { nodes, links } = example(seed);
  const { boxes, ribbons } = layoutSankey(nodes, links, size);
  nodes.forEach((_, node) => {
    for (const end of ['source', 'target'] as const) {
      const own = ribbons.filter((_, at) => links[at]![end] === node);
      if (own.length === 0) continue;
      const sum = own.reduce((all, { thickness }) => all + thickness, 0);
      // A node is a pixel taller than its links, so that the smallest can be seen.
      expect(sum).toBeCloseTo(boxes[node]!.height - 1, 6);
      for (const ribbon of own) {
        const y = end === 'source' ? ribbon.y0 : ribbon.y1;
        expect(y).toBeGreaterThanOrEqual(boxes[node]!.y - 1e-6);
        expect(y + ribbon.thickness).toBeLessThanOrEqual(boxes[node]!.y + boxes[node]!.height + 1e-6);
      }
    }
  });
});

test('“Other” nodes are at the bottom of their levels', () => {
  const { nodes, links } = example(3);
  const { boxes } = layoutSankey(nodes, links, size);
  nodes.forEach((node, at) => {
    if (node.last !== true) return;
    nodes.forEach((other, index) => {
      if (other.level === node.level && index !== at) expect(boxes[index]!.y).toBeLessThan(boxes[at]!.y);
    });
  });
});

test('Nothing at all, and a single level, are no trouble', () => {
  expect(layoutSankey([], [], size)).toEqual({ boxes: [], ribbons: [] });
  expect(layoutSankey([{ level: 0, amount: 0 }], [], size).boxes[0]!.height).toBe(1);
});

test('A ribbon is a closed shape', () => {
  expect(ribbonPath({ x0: 0, y0: 0, x1: 10, y1: 5, thickness: 2 })).toBe('M0 0C5 0 5 5 10 5L10 7C5 7 5 2 0 2Z');
});

test('Names never lie upon each other, and the largest boxes have theirs', () => {
  const { nodes, links } = example(5);
  const { boxes } = layoutSankey(nodes, links, { ...size, height: 60, gap: 1 });
  const named = namedBoxes(nodes, boxes, 12);
  const middles = boxes
    .map((box, at) => [nodes[at]!.level, box.y + box.height / 2] as const)
    .filter((_, at) => named[at]);
  middles.forEach(([level, y], a) =>
    middles.forEach(([other, place], b) => {
      if (a !== b && level === other) expect(Math.abs(y - place)).toBeGreaterThanOrEqual(12);
    }),
  );
  expect(named[boxes.findIndex((box) => box.height === Math.max(...boxes.map(({ height }) => height)))]).toBe(true);
});
