import { expect, test } from 'vitest';
import { StatusLog } from './statusLog';

const beat = (second: number, flows: number, more: object = {}) => ({
  service: 'ingestor',
  instance: '0',
  state: 'running',
  time: new Date(1_795_000_000_000 + second * 1000).toISOString(),
  version: '1.0',
  counters: { flows, batchesWaiting: 3 },
  ...more,
});

test('Counters become rates over the last heartbeats', () => {
  const log = new StatusLog();
  log.add(beat(0, 100), 0);
  expect(log.rate('ingestor', 'flows')).toBeNull();
  log.add(beat(5, 600), 5000);
  log.add(beat(10, 700), 10_000);
  expect(log.rate('ingestor', 'flows')).toBe(60);
  expect(log.series('ingestor', 'flows')).toEqual([100, 20]);
  expect(log.total('ingestor', 'flows')).toBe(700);
  expect(log.total('ingestor', 'nothing')).toBeNull();
});

test('Two instances are added up', () => {
  const log = new StatusLog();
  for (const instance of ['0', '1']) {
    log.add(beat(0, 0, { instance }), 0);
    log.add(beat(5, 50, { instance }), 5000);
  }
  expect(log.rate('ingestor', 'flows')).toBe(20);
  expect(log.all().map(({ status }) => status.instance)).toEqual(['0', '1']);
});

test('A service that starts anew does not count backwards, and a level that falls is no new start', () => {
  const log = new StatusLog();
  log.add(beat(0, 1000), 0);
  log.add(beat(5, 1100, { counters: { flows: 1100, batchesWaiting: 0 } }), 5000);
  expect(log.rate('ingestor', 'flows')).toBe(20);
  log.add(beat(10, 10), 10_000);
  expect(log.rate('ingestor', 'flows')).toBeNull();
});

test('A last will, without counters, changes the state and keeps what was counted', () => {
  const log = new StatusLog();
  log.add(beat(0, 100), 0);
  log.add(beat(7, 0, { state: 'offline', counters: undefined, version: undefined }), 7000);
  expect(log.all()[0]!.status).toMatchObject({ state: 'offline', version: '1.0' });
  expect(log.total('ingestor', 'flows')).toBe(100);
});

test('A retained heartbeat that comes again is no new sample', () => {
  const log = new StatusLog();
  log.add(beat(0, 100), 0);
  log.add(beat(0, 100), 60_000);
  expect(log.series('ingestor', 'flows')).toEqual([]);
});
