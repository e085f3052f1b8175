import { expect, test } from 'vitest';
import { ArcGlow, arcSegments, weighArcs, type Coordinates } from './arcs';

const random = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
};

test('An arc begins and ends where it should, on the map all along', () => {
  const next = random(5);
  for (let run = 0; run < 500; run++) {
    const from: Coordinates = [next() * 360 - 180, next() * 140 - 70];
    const to: Coordinates = [next() * 360 - 180, next() * 140 - 70];
    const segments = arcSegments(from, to);
    const points = segments.flat();
    expect(points[0]![0]).toBeCloseTo(from[0], 6);
    expect(points.at(-1)![0]).toBeCloseTo(to[0], 6);
    for (const [longitude, latitude] of points) {
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180 + 1e-9);
      expect(Math.abs(latitude)).toBeLessThanOrEqual(82);
    }
    // No piece jumps over the map: what crosses the antimeridian is cut there.
    for (const segment of segments) {
      for (let index = 1; index < segment.length; index++) {
        expect(Math.abs(segment[index]![0] - segment[index - 1]![0])).toBeLessThan(20);
      }
    }
    expect(segments.length).toBeLessThanOrEqual(2);
  }
});

test('From Asia to America the shorter way leads over the Pacific', () => {
  const segments = arcSegments([139.7, 35.7], [-122.4, 37.8]);
  expect(segments).toHaveLength(2);
  expect(segments[0]!.at(-1)![0]).toBe(180);
  expect(segments[1]![0]![0]).toBe(-180);
});

const arcs = (factor: number, glow: ArcGlow): { arc: { key: string; count: number }; recent: number }[] =>
  [40, 5, 1].map((count, index) => ({
    arc: { key: String(index), count: count * factor },
    recent: glow.recent(String(index)),
  }));

test('More traffic is not more ink: weights stay between 0 and 1, whatever the counts', () => {
  for (const factor of [1, 1000, 1e9]) {
    const glow = new ArcGlow();
    glow.add('1', 7 * factor);
    const weighed = weighArcs(arcs(factor, glow));
    for (const { weight } of weighed) expect(weight).toBeLessThanOrEqual(1);
    expect(weighed.map(({ arc }) => arc.key)).toEqual(['1', '0', '2']);
  }
});

test('What is over fades', () => {
  const glow = new ArcGlow();
  glow.decay(0);
  glow.add('2', 100);
  glow.decay(60_000);
  glow.add('1', 100);
  expect(weighArcs(arcs(1, glow))[0]!.arc.key).toBe('1');
  expect(glow.recent('2')).toBeLessThan(glow.recent('1'));
});
