import { expect, it } from 'vitest';
import type { LogRow } from '../api/telemetry';
import { inTime, merged, mostLogs } from './kept';
import { formatLogs, isFiltered, parseLogs, questionOf, type LogsState } from './state';

const none: LogsState = { level: null, text: '', attributes: [], trace: '', span: '', selected: null };
const row = (n: number, t = n): LogRow => ({ n, t }) as LogRow;

it('comes back from the address', () => {
  const states: LogsState[] = [
    none,
    { ...none, level: 'warning', text: 'a & b', selected: 10_423 },
    {
      ...none,
      trace: 'abc',
      span: 'def',
      attributes: [
        { name: 'Key', how: 'equals', value: 'x' },
        { name: 'Lines', how: 'exists', value: '' },
      ],
    },
  ];
  for (const state of states) expect(parseLogs(formatLogs(state))).toEqual(state);
});

it('reads a level as people write it, and takes no other for one', () => {
  expect(parseLogs({ logLevel: 'Error' }).level).toBe('error');
  expect(parseLogs({ logLevel: 'loud', log: 'x' })).toEqual(none);
});

it('asks for what is filtered by, and nothing else', () => {
  expect(questionOf('', none)).toBe('');
  expect(isFiltered(none)).toBe(false);
  expect(isFiltered({ ...none, selected: 3 })).toBe(false);
  const asked = questionOf('web', { ...none, level: 'error', attributes: [{ name: 'a', how: 'not', value: 'b' }] });
  expect(asked).toBe('?resource=web&level=error&attr=a%3A%21b');
});

it('keeps the newest logs, and says how many fell off', () => {
  const full = Array.from({ length: mostLogs }, (_, n) => row(n));
  const { rows, dropped } = merged(full, [row(mostLogs), row(mostLogs + 1)]);
  expect(dropped).toBe(2);
  expect(rows).toHaveLength(mostLogs);
  expect(rows.at(-1)!.n).toBe(mostLogs + 1);
  expect(merged(full, []).rows).toBe(full);
});

it('stands in the order of time, whoever sent first', () => {
  const numbers = (rows: readonly LogRow[]): number[] => rows.map(({ n }) => n);
  expect(numbers(inTime([row(1, 30), row(2, 10), row(3, 10)]))).toEqual([2, 3, 1]);
  expect(numbers(merged([row(1, 10), row(2, 30)], [row(3, 20), row(4, 40)]).rows)).toEqual([1, 3, 2, 4]);
});
