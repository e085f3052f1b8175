import { expect, test } from 'vitest';
import { worldProjection } from './projection';

const frames = [
  [1060, 650],
  [1060, 900],
  [1900, 500],
  [340, 200],
  [360, 640],
] as const;

test.each(frames)('In %i × %i all inhabited places are in sight, and one side is filled', (width, height) => {
  const projection = worldProjection(width, height, 8);
  const inSight = (longitude: number, latitude: number): readonly [number, number] => {
    const [x, y] = projection([longitude, latitude])!;
    expect(x).toBeGreaterThanOrEqual(7.9);
    expect(x).toBeLessThanOrEqual(width - 7.9);
    expect(y).toBeGreaterThanOrEqual(7.9);
    expect(y).toBeLessThanOrEqual(height - 7.9);
    return [x, y];
  };
  for (let longitude = -179.9; longitude < 180; longitude += 20) {
    for (let latitude = -56; latitude <= 84; latitude += 20) inSight(longitude, latitude);
  }
  const [left] = inSight(-179.999, 0);
  const [, top] = inSight(0, 83.9);
  const [, bottom] = inSight(0, -56.9);
  expect(left < 8.1 || bottom - top > height - 17.5).toBe(true);
});

test('A place on the screen leads back to where it is', () => {
  const projection = worldProjection(1060, 800, 8);
  for (const place of [
    [13.4, 52.5],
    [-122.4, 37.8],
    [151.2, -33.9],
  ] as const) {
    const [longitude, latitude] = projection.invert!(projection([...place])!)!;
    expect(longitude).toBeCloseTo(place[0], 4);
    expect(latitude).toBeCloseTo(place[1], 4);
  }
});

test('A frame that is a little too low cuts the ice only, and moves nothing by more than it has to', () => {
  const top = (height: number): number => worldProjection(1030, height, 10)([0, 84])![1];
  for (let height = 300; height < 900; height++) expect(Math.abs(top(height + 1) - top(height))).toBeLessThan(2);
});
