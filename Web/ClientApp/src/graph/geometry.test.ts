import { expect, test } from 'vitest';
import { angleAt, curveBetween, distanceTo, leavesBox, pointAt, spread, upright, type Curve } from './geometry';

const empty: Curve = { x0: 0, y0: 0, x1: 0, y1: 0, x2: 0, y2: 0 };
const between = (ax: number, ay: number, bx: number, by: number, bend: number): Curve =>
  curveBetween(ax, ay, bx, by, bend, { ...empty });

test('A curve starts at its source, ends at its target, and bows by the share it is given', () => {
  const curve = between(0, 0, 100, 0, 0.2);
  expect(pointAt(curve, 0)).toEqual([0, 0]);
  expect(pointAt(curve, 1)).toEqual([100, 0]);
  const [x, y] = pointAt(curve, 0.5);
  expect(x).toBeCloseTo(50);
  expect(Math.abs(y)).toBeCloseTo(10);
});

test('There and back bow to different sides', () => {
  const there = pointAt(between(0, 0, 100, 0, 0.2), 0.5)[1];
  const back = pointAt(between(100, 0, 0, 0, 0.2), 0.5)[1];
  expect(Math.sign(there)).toBe(-Math.sign(back));
});

test('However many parallel links there are, each bows differently and none without bound', () => {
  for (let n = 1; n <= 200; n++) {
    const bends = spread(n);
    expect(bends).toHaveLength(n);
    expect(new Set(bends).size).toBe(n);
    expect(Math.min(...bends)).toBeGreaterThan(0);
    expect(Math.max(...bends)).toBeLessThanOrEqual(0.75 + 1e-9);
  }
});

test('Text along a link is never upside down', () => {
  for (let degrees = -180; degrees <= 180; degrees++) {
    const angle = upright((degrees * Math.PI) / 180);
    expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI / 2 + 1e-9);
    expect(Math.abs(Math.sin(angle - (degrees * Math.PI) / 180))).toBeLessThan(1e-9);
  }
});

test('The tangent in the middle is parallel to the chord', () => {
  expect(angleAt(between(0, 0, 100, 0, 0.5), 0.5)).toBeCloseTo(0);
  expect(angleAt(between(0, 0, 0, 100, 0.5), 0.5)).toBeCloseTo(Math.PI / 2);
});

test('The distance to a curve agrees with a fine sampling of it', () => {
  const curve = between(10, 20, 300, 140, 0.4);
  for (const [x, y] of [
    [0, 0],
    [150, 60],
    [300, 300],
    [200, 10],
  ] as const) {
    let nearest = Infinity;
    for (let t = 0; t <= 1; t += 0.0005) {
      const [px, py] = pointAt(curve, t);
      nearest = Math.min(nearest, Math.hypot(px - x, py - y));
    }
    expect(Math.abs(distanceTo(curve, x, y) - nearest)).toBeLessThan(1);
  }
});

test('An arrow’s tip is just outside the box it points to', () => {
  const curve = between(0, 0, 400, 30, 0.2);
  const [x, y] = pointAt(curve, leavesBox(curve, 50, 11));
  expect(Math.abs(x - 400) > 50 || Math.abs(y - 30) > 11).toBe(true);
  expect(Math.abs(x - 400)).toBeLessThan(60);
});

test('An address that talks to itself gets a loop, not a point', () => {
  const curve = between(5, 5, 5, 5, 0.16);
  const [, y] = pointAt(curve, 0.5);
  expect(y).toBeLessThan(-20);
});
