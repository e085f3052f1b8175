import { expect, test } from 'vitest';
import { fitCamera } from '../renderer/camera';
import { simulationOf } from './forces';
import { startPositions } from './startPositions';

/** Some hubs, and nodes that talk to a few of them each. */
function start(count: number): Parameters<typeof simulationOf>[0] {
  const pairs: number[] = [];
  for (let node = 1; node < count; node++) {
    pairs.push(node, (node * 7) % 40 === node ? 0 : (node * 7) % 40);
    const other = (node * 11) % Math.min(200, count);
    if (node % 3 === 0 && other !== node) pairs.push(node, other);
  }
  const ids = Array.from({ length: count }, (_, node) => String(node));
  const flat = Uint32Array.from(pairs);
  const { positions } = startPositions(ids, new Map(), flat);
  const view = { boxes: null, width: 1000, height: 600, warm: false, frozen: false };
  return { type: 'start', generation: 1, count, pairs: flat, positions, pins: new Float32Array(), ...view };
}

test('A large layout rests when what is left moves no node in a hundred by half a pixel', () => {
  const { simulation, nodes } = simulationOf(start(1600));
  let [steps, before] = [0, new Float32Array()];
  while (!simulation.rests) {
    before = Float32Array.from(nodes.flatMap(({ x, y }) => [x!, y!]));
    simulation.tick();
    steps++;
  }
  const after = Float32Array.from(nodes.flatMap(({ x, y }) => [x!, y!]));
  const { k } = fitCamera(after, 1000, 600, false);
  const moved = nodes.map((_, node) =>
    Math.hypot(after[2 * node]! - before[2 * node]!, after[2 * node + 1]! - before[2 * node + 1]!),
  );
  moved.sort((left, right) => left - right);
  expect(k * moved[Math.floor(0.99 * moved.length)]!).toBeLessThan(0.5);
  expect(steps).toBeLessThanOrEqual(121);
});

test('What is pinned begins and stays in its place', () => {
  const { simulation, nodes } = simulationOf({ ...start(60), pins: Float32Array.of(7, 120, -45) });
  for (let step = 0; step < 50; step++) simulation.tick();
  expect([nodes[7]!.x, nodes[7]!.y]).toEqual([120, -45]);
});
