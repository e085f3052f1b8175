import { expect, test } from 'vitest';
import { buildScene } from './scene/scene';
import { shownOf, someLink } from './testing';
import { nextLink, strongest, walk } from './walk';

const scene = buildScene(shownOf(['b', 'c', 'd', 'e'].map((other) => someLink('a', other, '22', 1))), {
  colour: 'subnet',
  fold: null,
});
// a in the middle, b right, c left, d below, e far right.
const positions = Float32Array.from([0, 0, 10, 1, -10, 0, 0, 10, 60, 0]);

test('An arrow leads to the neighbour that lies there, the near one first, and nowhere where there is none', () => {
  expect(walk(scene, positions, 0, 1, 0)).toBe(1);
  expect(walk(scene, positions, 0, -1, 0)).toBe(2);
  expect(walk(scene, positions, 0, 0, 1)).toBe(3);
  expect(walk(scene, positions, 0, 0, -1)).toBeNull();
  expect(walk(scene, positions, 4, -1, 0)).toBe(0);
});

test('The strongest is the hub, or the strongest of those that are marked', () => {
  expect(strongest(scene, null)).toBe(0);
  expect(strongest(scene, new Set([3, 4]))).toBe(3);
});

test('The next link goes round all links of a node', () => {
  let selection: string | null = 'a';
  const seen: (string | null)[] = [];
  for (let step = 0; step < 5; step++) seen.push((selection = nextLink(scene, selection)));
  expect(new Set(seen).size).toBe(4);
  expect(seen[4]).toBe(seen[0]);
});
