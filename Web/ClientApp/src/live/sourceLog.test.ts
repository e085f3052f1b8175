import { expect, test } from 'vitest';
import type { MapTick } from '../api/types';
import { SourceLog } from './sourceLog';

const tick = (flows: number, region = 'eu-west-1', epoch = 'a'): MapTick => ({
  epoch,
  sequence: 1,
  time: '',
  account: '1',
  region,
  total: { flows, packets: 0, bytes: 0, accepted: 0, rejected: 1, unplaced: 0, placed: 0 },
  places: [],
});

test('A source’s rate is of its last half minute, and its first total is not of now', () => {
  const log = new SourceLog();
  log.add(tick(1000), 0);
  log.add(tick(1300), 10_000);
  log.add(tick(1600), 30_000);
  expect(log.rows(30_000)).toEqual([
    { account: '1', region: 'eu-west-1', perSecond: 20, flows: 1600, rejected: 1, lastAt: 30_000 },
  ]);
  expect(log.rows(70_000)[0]).toMatchObject({ perSecond: 0, lastAt: 30_000 });
});

test('Sources are kept apart, two Enrichers of one source are added up', () => {
  const log = new SourceLog();
  log.add(tick(10), 1);
  log.add(tick(5, 'eu-west-1', 'b'), 2);
  log.add(tick(7, 'us-east-1'), 3);
  expect(log.rows(3).map(({ region, flows }) => [region, flows])).toEqual([
    ['eu-west-1', 15],
    ['us-east-1', 7],
  ]);
});
