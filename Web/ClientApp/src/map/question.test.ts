import { expect, test } from 'vitest';
import { onMap, parametersOf, recentSpan, scopeOf } from './question';

const now = Date.parse('2026-11-22T10:30:00Z');
const state = { account: '1', region: null, filter: 'dstport = 22' };

test('A relative range becomes fixed times, live has none', () => {
  const hour = scopeOf(state, { kind: 'last', minutes: 60 }, now);
  expect(Object.fromEntries(parametersOf(hour))).toEqual({
    source: 'history',
    account: '1',
    filter: 'dstport = 22',
    from: '2026-11-22T09:30:00.000Z',
    to: '2026-11-22T10:30:00.000Z',
  });
  expect(parametersOf(hour, { from: now - 60_000, to: now }).get('from')).toBe('2026-11-22T10:29:00.000Z');
  expect(parametersOf(scopeOf(state, { kind: 'live' }, now)).toString()).toBe(
    'source=live&account=1&filter=dstport+%3D+22',
  );
});

test('The buttons narrow the filter, and do not change what it means', () => {
  expect(onMap('', { direction: 'all', action: 'all' })).toBe('direction != internal');
  expect(onMap('a = 1 or b = 2', { direction: 'inbound', action: 'reject' })).toBe(
    '(a = 1 or b = 2) and direction in (inbound, through) and action = reject',
  );
});

test('The last minutes are asked by when records began', () => {
  expect(recentSpan('5m', 0, now)!.from).toBe(now - 300_000);
  expect(recentSpan('load', 77, now)!.from).toBe(77);
  expect(recentSpan('window', 77, now)).toBeNull();
});
