import { expect, test } from 'vitest';
import { clusterArcs, clusterPoints } from './clusters';
import type { ArcTally, PointTally } from './summary';

const flat = ({ longitude, latitude }: PointTally): readonly [number, number] => [longitude, latitude];
const point = (latitude: number, longitude: number, count: number): PointTally => ({
  place: `${latitude},${longitude}`,
  latitude,
  longitude,
  country: 'DE',
  city: `${latitude}`,
  count,
  accepted: 0,
  rejected: count,
});
const random = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
};

test('Nothing is lost in clusters, and no two share a cell', () => {
  const next = random(11);
  const points = Array.from({ length: 3000 }, () =>
    point(Math.round(next() * 300), Math.round(next() * 600), 1 + Math.floor(next() * 50)),
  ).filter(({ place }, index, all) => all.findIndex((one) => one.place === place) === index);
  const { clusters, of } = clusterPoints(points, flat, 10);
  const sum = (list: readonly { count: number }[]): number => list.reduce((all, one) => all + one.count, 0);
  expect(sum(clusters)).toBe(sum(points));
  expect(clusters.reduce((all, one) => all + one.more + 1, 0)).toBe(points.length);
  expect(clusters.length).toBeLessThanOrEqual(31 * 61);
  expect(new Set(clusters.map(({ x, y }) => `${Math.floor(x / 10)},${Math.floor(y / 10)}`)).size).toBe(clusters.length);
  for (const one of points) expect(of.has(`${one.latitude},${one.longitude}`)).toBe(true);
});

test('A cluster stands where its busiest place is', () => {
  const { clusters } = clusterPoints([point(6, 6, 1), point(5, 5, 100)], flat, 10);
  expect(clusters).toMatchObject([{ latitude: 5, longitude: 5, count: 101, more: 1 }]);
});

test('Arcs from one cluster to one region are one, by direction and outcome', () => {
  const { of } = clusterPoints([point(5, 5, 100), point(6, 6, 1)], flat, 10);
  const arc = (key: string, latitude: number, rejected: boolean): ArcTally => ({
    key,
    place: `${latitude},${latitude}`,
    latitude,
    longitude: latitude,
    region: 'eu-west-1',
    inbound: true,
    rejected,
    count: 10,
  });
  const merged = clusterArcs([arc('a', 5, true), arc('b', 6, true), arc('c', 6, false)], of, () => 2);
  expect(merged.map(({ arc: { count, latitude }, recent }) => [count, latitude, recent])).toEqual([
    [20, 5, 4],
    [10, 5, 2],
  ]);
});
