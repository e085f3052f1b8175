import { expect, test } from 'vitest';
import { headline, type Facts } from './headline';
import type { Loss } from './losses';

const loss = (value: number | null, since: Loss['since'] = 'start', isLoss = true): Loss => ({
  what: 'Records not readable, live',
  value,
  since,
  isLoss,
  means: '',
});
const well: Facts = {
  connection: 'connected',
  apiProblem: null,
  age: 4300,
  offline: [],
  losses: [loss(0)],
  pendingObjects: 2,
};

test('All well is said in two short sentences', () => {
  expect(headline(well)).toEqual({ level: 'good', first: 'Data is 4 s old. Nothing lost since start.', rest: [] });
});

test('Nothing is promised of what has not been told yet', () => {
  expect(headline({ ...well, losses: [loss(null)] }).first).toBe('Data is 4 s old.');
});

test('The worst comes first, with what it leads to', () => {
  const told = headline({ ...well, offline: ['broker'], age: 3_600_000, losses: [loss(7)], pendingObjects: 1000 });
  expect(told.level).toBe('bad');
  expect(told.first).toBe('The broker is offline: live data stands still; history goes on.');
  expect(told.rest).toEqual([
    'Data is 1 h old: no new record has come since.',
    'History is still being read: 1,000 objects to go.',
    'Lost since start: 7 records not readable, live.',
  ]);
});

test('What repairs itself, and what was lost long ago, is no alarm', () => {
  expect(headline({ ...well, losses: [loss(0), loss(5, 'start', false), loss(9, 'ever')] })).toEqual({
    level: 'good',
    first: 'Data is 4 s old. Nothing lost since start.',
    rest: ['History has losses of earlier days, listed below.'],
  });
});

test('Without a connection the page does not speak as if it had one', () => {
  expect(headline({ ...well, connection: 'reconnecting' }).level).toBe('warn');
  expect(headline({ ...well, apiProblem: 'It is starting.' }).first).toMatch(/does not answer/);
});
