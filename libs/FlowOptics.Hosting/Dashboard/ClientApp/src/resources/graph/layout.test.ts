import { describe, expect, it } from 'vitest';
import type { Edge } from './layers';
import { layersOf, withoutCircles } from './layers';
import { layout, nodeHeight, nodeWidth, pathOf } from './layout';
import { spread } from './spread';

/** Mulberry32: the same graphs in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function made(seed: number): { count: number; edges: Edge[] } {
  const next = random(seed);
  const count = 1 + Math.floor(next() * 100);
  const edges = new Map<string, Edge>();
  for (let left = Math.floor(next() * count * 2); left > 0; left--) {
    const [from, to] = [Math.floor(next() * count), Math.floor(next() * count)];
    if (from !== to) edges.set(`${from} ${to}`, [from, to]);
  }
  return { count, edges: [...edges.values()] };
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed + 1);

describe('layers', () => {
  it('lead every edge that closes no circle to a later layer, and none holds more than it may', () => {
    for (const { count, edges } of seeds.map(made)) {
      const acyclic = withoutCircles(count, edges);
      const layer = layersOf(count, acyclic, 8);
      for (const [from, to] of acyclic) expect(layer[to]!).toBeGreaterThan(layer[from]!);
      const sizes = new Map<number, number>();
      for (const one of layer) sizes.set(one, (sizes.get(one) ?? 0) + 1);
      expect(Math.max(...sizes.values())).toBeLessThanOrEqual(8);
    }
  });

  it('keep all edges of a graph without circles', () => {
    const edges: Edge[] = [
      [0, 1],
      [1, 2],
      [0, 2],
    ];
    expect(withoutCircles(3, edges)).toHaveLength(3);
    expect(withoutCircles(3, [...edges, [2, 0]])).toHaveLength(3);
  });
});

describe('spread', () => {
  it('keeps order and gap, and moves nobody who has room', () => {
    expect(spread([0, 10, 20], 5)).toEqual([0, 10, 20]);
    expect(spread([0, 0], 10)).toEqual([-5, 5]);
    const places = spread([3, 1, 2, 50, 40], 4);
    for (let i = 1; i < places.length; i++) expect(places[i]! - places[i - 1]!).toBeGreaterThanOrEqual(4 - 1e-9);
  });
});

describe('layout', () => {
  it('lets no two nodes touch, and everything is within the picture', () => {
    for (const { count, edges } of seeds.map(made)) {
      const { nodes, routes, width, height } = layout(count, edges);
      expect(nodes).toHaveLength(count);
      expect(routes).toHaveLength(edges.length);
      nodes.forEach((a, i) => {
        expect(a.x - nodeWidth / 2).toBeGreaterThanOrEqual(0);
        expect(a.x + nodeWidth / 2).toBeLessThanOrEqual(width);
        expect(a.y - nodeHeight / 2).toBeGreaterThanOrEqual(0);
        expect(a.y + nodeHeight / 2).toBeLessThanOrEqual(height);
        for (const b of nodes.slice(i + 1)) {
          expect(Math.abs(a.x - b.x) >= nodeWidth || Math.abs(a.y - b.y) >= nodeHeight).toBe(true);
        }
      });
    }
  });

  it('draws a chain as a straight line, and its arrows to the right', () => {
    const { nodes } = layout(4, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(nodes.map(({ x }) => x)).toEqual(nodes.map(({ x }) => x).toSorted((a, b) => a - b));
    for (const node of nodes) expect(node.y).toBeCloseTo(nodes[0]!.y);
  });

  it('crosses no edges where none need to', () => {
    // Two ladders, given crosswise.
    const { nodes } = layout(4, [
      [0, 3],
      [1, 2],
    ]);
    expect((nodes[0]!.y - nodes[1]!.y) * (nodes[3]!.y - nodes[2]!.y)).toBeGreaterThan(0);
  });

  it('is a picture without nodes too', () => {
    expect(layout(0, []).nodes).toEqual([]);
  });
});

describe('pathOf', () => {
  it('leaves a node at its side and ends before the next', () => {
    const path = pathOf([
      { x: 100, y: 50 },
      { x: 400, y: 90 },
    ]);
    expect(path).toBe('M193.0 50.0C247.5 50.0 247.5 90.0 302.0 90.0');
  });

  it('runs level past the nodes of a column between', () => {
    const path = pathOf([
      { x: 100, y: 0 },
      { x: 400, y: 60 },
      { x: 700, y: 0 },
    ]);
    expect(path).toBe('M193.0 0.0C250.0 0.0 250.0 60.0 307.0 60.0H493.0C547.5 60.0 547.5 0.0 602.0 0.0');
  });
});
