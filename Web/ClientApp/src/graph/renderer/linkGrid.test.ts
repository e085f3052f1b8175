import { expect, test } from 'vitest';
import { curveBetween, distanceTo, pointAt, type Curve } from '../geometry';
import type { Drawing } from './drawing';
import { LinkGrid } from './linkGrid';

let seed = 11;
const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;

test('The grid finds the same link as a look at each one', () => {
  const nodes = 80;
  const positions = Float32Array.from({ length: 2 * nodes }, () => (random() - 0.5) * 2000);
  const links = Array.from({ length: 300 }, () => ({
    source: Math.floor(random() * nodes),
    target: Math.floor(random() * nodes),
    bend: Math.fround(0.08 + 0.6 * random()),
  })).filter(({ source, target }) => source !== target);
  const drawing = {
    ends: Uint32Array.from(links.flatMap(({ source, target }) => [source, target])),
    bends: Float32Array.from(links, ({ bend }) => bend),
  } as unknown as Drawing;
  const building = LinkGrid.build(drawing, positions);
  let step = building.next();
  while (!step.done) step = building.next();
  const grid = step.value;
  const curveOf = (link: number): Curve => {
    const { source, target, bend } = links[link]!;
    const out = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };
    return curveBetween(
      positions[2 * source]!,
      positions[2 * source + 1]!,
      positions[2 * target]!,
      positions[2 * target + 1]!,
      bend,
      out,
    );
  };
  for (let run = 0; run < 300; run++) {
    const [x, y] = pointAt(curveOf(Math.floor(random() * links.length)), random());
    const distances = links.map((_, link) => distanceTo(curveOf(link), x + 2, y - 1));
    const nearest = Math.min(...distances);
    const found = grid.find(x + 2, y - 1, 6);
    expect(found).not.toBeNull();
    expect(distances[found!]).toBeCloseTo(nearest, 6);
  }
});
