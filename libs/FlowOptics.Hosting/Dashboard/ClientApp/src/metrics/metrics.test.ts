import { describe, expect, it } from 'vitest';
import { clockMarks, linePath, marksUpTo } from './chart/scale';
import { formatMetrics, parseMetrics, questionOf, ranges, type MetricsState } from './state';
import { writerOf } from './units';

const none: MetricsState = { meter: '', instrument: '', minutes: 5, view: 'chart', by: '', show: '', only: {} };

describe('the state', () => {
  it('comes back from the address', () => {
    const states: MetricsState[] = [
      none,
      {
        meter: 'System.Runtime',
        instrument: 'dotnet.gc.collections',
        minutes: 720,
        view: 'table',
        by: 'gc.heap.generation',
        show: 'delta',
        only: { endpoint: ['a&b', ''], source: ['live'] },
      },
    ];
    for (const state of states) expect(parseMetrics(formatMetrics(state))).toEqual(state);
    expect(parseMetrics({ duration: '7' }).minutes).toBe(5);
  });

  it('asks for the dimensions that are chosen, also for those without one', () => {
    const asked = questionOf('web', { ...none, meter: 'M', instrument: 'i', only: { 'a b': ['x', ''] } });
    expect(asked).toBe('?resource=web&meter=M&instrument=i&minutes=5&dim.a%20b=x&dim.a%20b=');
  });

  it('reaches from a minute to twelve hours', () => {
    expect([ranges[0]!.minutes, ranges.at(-1)!.minutes]).toEqual([1, 720]);
  });
});

describe('units', () => {
  it('are written as people say them', () => {
    const said: [string, string][] = [
      [writerOf('histogram', 's', 'quantiles')(0.0123), '12.3 ms'],
      [writerOf('histogram', 's', 'rate')(12), '12/s'],
      [writerOf('counter', '{record}', 'rate')(1234), '1.23k/s'],
      [writerOf('counter', '{record}', 'total')(3), '3 record'],
      [writerOf('updown', 'By', '')(123_456_789), '123 MB'],
      [writerOf('counter', 'By', 'rate')(12), '12 B/s'],
      [writerOf('gauge', '1', '')(0.5), '0.5'],
      [writerOf('gauge', null, '')(0.5), '0.5'],
      [writerOf('gauge', 's', '')(0), '0'],
    ];
    for (const [text, expected] of said) expect(text).toBe(expected);
  });
});

describe('scales', () => {
  it('have round marks that hold all values', () => {
    expect(marksUpTo(0, 7.3, 4)).toEqual([0, 2, 4, 6, 8]);
    expect(marksUpTo(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(marksUpTo(0, 0, 4)[0]).toBe(0);
    expect(marksUpTo(-3, 5, 4)).toEqual([-4, -2, 0, 2, 4, 6]);
    for (const most of [0.00012, 1, 99, 123_456_789]) {
      const marks = marksUpTo(0, most, 4);
      expect(marks.at(-1)!).toBeGreaterThanOrEqual(most);
      expect(marks.length).toBeLessThanOrEqual(6);
    }
  });

  it('mark whole minutes and hours of the clock', () => {
    const noon = Date.UTC(2026, 10, 22, 12, 0, 30);
    expect(clockMarks(noon, noon + 300_000, 5, 0)).toEqual(
      [1, 2, 3, 4, 5].map((many) => noon - 30_000 + many * 60_000),
    );
    // India is half an hour off.
    expect(clockMarks(noon, noon + 7_200_000, 2, 1_800_000).map((at) => new Date(at).getUTCMinutes())).toEqual([
      30, 30,
    ]);
  });
});

describe('linePath', () => {
  it('leaves gaps where nothing is known', () => {
    const path = linePath(
      [1, 2, null, 4, null],
      (index) => index * 10,
      (value) => value,
    );
    expect(path).toBe('M0.0 1.0L10.0 2.0M30.0 4.0h2');
  });
});
