import { expect, test } from 'vitest';
import { buildScene } from '../scene/scene';
import { shownOf, someLink } from '../testing';
import type { Sight } from './drawing';
import { Hits, isInside, nodesInside } from './hits';
import { strokesOf } from './linkStyle';
import { fanOf, fanUpTo, place } from './placement';
import { palettes } from '../palettes';

const star = Array.from({ length: 120 }, (_, at) => someLink('10.0.0.1', `10.0.1.${at}`, '443', 1));
const sightOf = (scene: ReturnType<typeof buildScene>, k = 1): Sight => ({
  drawing: scene.drawing,
  positions: Float32Array.from(
    scene.nodes.flatMap((_, at) => (at === 0 ? [0, 0] : [(300 * at) / 60 - 300, 40 * (at % 9) - 160])),
  ),
  camera: { x: 400, y: 300, k },
  width: 800,
  height: 600,
});
const width = (text: string): number => text.length * 7;

test('A node is hit where it is drawn, as a dot and as a box, near and far', () => {
  for (const roomForBoxes of [0, 500]) {
    const scene = buildScene(shownOf(star), { colour: 'subnet', fold: null, roomForBoxes });
    for (const k of [0.5, 1, 3]) {
      const sight = sightOf(scene, k);
      expect(new Hits().node(sight, 400, 300), `${roomForBoxes} ${k}`).not.toBeNull();
      expect(new Hits().node(sight, 400, -5000)).toBeNull();
    }
  }
});

test('A lasso holds what is inside its line, also where it is not convex', () => {
  const horseshoe = [0, 0, 100, 0, 100, 100, 70, 100, 70, 30, 30, 30, 30, 100, 0, 100];
  expect(isInside(horseshoe, 10, 90)).toBe(true);
  expect(isInside(horseshoe, 85, 90)).toBe(true);
  expect(isInside(horseshoe, 50, 90)).toBe(false);
  const scene = buildScene(shownOf(star), { colour: 'subnet', fold: null });
  expect([...nodesInside(sightOf(scene), [395, 295, 405, 295, 405, 305, 395, 305])]).toContain(0);
});

test('Names and labels never cover one another', () => {
  for (const roomForBoxes of [0, 500]) {
    const scene = buildScene(shownOf(star.slice(0, 50)), { colour: 'subnet', fold: null, roomForBoxes });
    const sight = sightOf(scene, 2);
    const { names, labels } = place(sight, scene, null, width);
    const boxes = names.map(
      (node) => [sight.positions[2 * node]! * 2 + 400, sight.positions[2 * node + 1]! * 2 + 300] as const,
    );
    for (const [at, [x, y]] of boxes.entries())
      for (const [otherX, otherY] of boxes.slice(at + 1))
        expect(Math.abs(x - otherX) > 30 || Math.abs(y - otherY) > 6).toBe(true);
    expect(labels.every(({ t }) => t > 0 && t < 1)).toBe(true);
    if (roomForBoxes === 0) expect(names.length).toBeGreaterThan(3);
  }
});

test('A folded link fans out into its ports, and says what had no room', () => {
  const ports = Array.from({ length: 20 }, (_, at) => someLink('10.0.0.1', '10.0.0.2', String(at), 20 - at));
  const scene = buildScene(shownOf(ports), { colour: 'subnet', fold: true });
  const fan = fanOf(scene, 0);
  expect(fan).toHaveLength(fanUpTo);
  expect(fan.at(-1)!.text).toMatch(/\+6$/);
  expect(new Set(fan.map(({ bend }) => bend)).size).toBe(fanUpTo);
});

test('No two kinds of link are told apart by colour alone', () => {
  const look = (style: number): string =>
    strokesOf(style, 0, palettes.light)
      .map(({ dash, wider, alpha }) => `${dash.join()}/${wider}/${alpha}`)
      .join('+');
  // Accepted, both, rejected; and what is gone beside what is there.
  expect(new Set([0, 1, 2].map(look)).size).toBe(3);
  expect(look(3 * 3)).not.toBe(look(0));
  expect(look(3 * 2)).not.toBe(look(3 * 1));
});
