import { describe, expect, it } from 'vitest';
import type { Span, TraceRow } from '../api/telemetry';
import { merged } from './kept';
import { formatTrace, formatTraces, parseTrace, parseTraces, questionOf, type TracesState } from './state';
import { barOf, marksOf, shownRows, treeOf } from './waterfall';

const span = (id: string, parent: string | null, t: number, more: Partial<Span> = {}): Span => ({
  id,
  parent,
  name: `span ${id}`,
  resource: 'web',
  source: 'FlowOptics.Web',
  kind: 'internal',
  t,
  duration: 10,
  status: 'unset',
  message: null,
  logs: 0,
  attributes: {},
  events: [],
  links: [],
  ...more,
});
const drawn = (spans: Span[]) => treeOf(spans).map((row) => `${'.'.repeat(row.depth)}${row.span.id}`);

describe('treeOf', () => {
  it('puts spans below their parents, by start', () => {
    expect(drawn([span('a', null, 0), span('c', 'a', 5), span('b', 'a', 2), span('d', 'b', 3)])).toEqual([
      'a',
      '.b',
      '..d',
      '.c',
    ]);
  });

  it('draws as roots what has no parent here, and loses no span of a circle', () => {
    expect(drawn([span('a', 'gone', 4), span('b', 'a', 5), span('x', null, 0)])).toEqual(['x', 'a', '.b']);
    expect(drawn([span('a', 'b', 0), span('b', 'a', 1), span('s', 's', 2)]).sort()).toEqual(['.b', 'a', 's']);
  });

  it('counts what is below, and sees its errors, in a chain of 5,000', () => {
    const chain = Array.from({ length: 5_000 }, (_, at) =>
      span(`${at}`, at === 0 ? null : `${at - 1}`, at, { status: at === 4_999 ? 'error' : 'unset' }),
    );
    const rows = treeOf(chain);
    expect(rows.map(({ below }) => below)).toEqual(chain.map((_, at) => 4_999 - at));
    expect(rows.filter(({ failsBelow }) => failsBelow)).toHaveLength(4_999);
  });
});

describe('shownRows', () => {
  const rows = treeOf([
    span('a', null, 0),
    span('b', 'a', 1, { name: 'SELECT flows' }),
    span('c', 'b', 2),
    span('d', 'a', 3),
    span('e', null, 4, { status: 'error' }),
  ]);
  const ids = (collapsed: string[], filter = '') =>
    shownRows(rows, new Set(collapsed), filter).map((row) => row.span.id);

  it('leaves out what is below a collapsed span', () => {
    expect(ids([])).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(ids(['b'])).toEqual(['a', 'b', 'd', 'e']);
    expect(ids(['a', 'b'])).toEqual(['a', 'e']);
  });

  it('keeps what contains the filter, and what that is part of', () => {
    expect(ids([], 'select')).toEqual(['a', 'b']);
    expect(ids([], 'span C')).toEqual(['a', 'b', 'c']);
    expect(ids([], 'error')).toEqual(['e']);
    expect(ids([], 'nothing')).toEqual([]);
  });
});

describe('the time axis', () => {
  it('keeps bars within the picture and large enough to be seen', () => {
    expect(barOf(span('a', null, 50), 0, 100)).toEqual({ left: 0.5, width: 0.1 });
    for (const t of [-5, 0, 99.99, 100, 500]) {
      const { left, width } = barOf(span('a', null, t), 0, 100);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(1);
      expect(width).toBeGreaterThan(0.001);
    }
  });

  it('marks round steps', () => {
    expect(marksOf(184.21, 4)).toEqual([0, 50, 100, 150]);
    expect(marksOf(2400, 5)).toEqual([0, 500, 1000, 1500, 2000]);
    expect(marksOf(0, 5)).toEqual([0]);
    for (const duration of [0.003, 1, 7, 99, 12_345]) expect(marksOf(duration, 5).length).toBeLessThanOrEqual(6);
  });
});

describe('merged', () => {
  const row = (id: string, t: number, spans = 1): TraceRow => ({ id, t, spans }) as TraceRow;

  it('replaces what changed, puts new ones where they belong, and counts those above', () => {
    const { rows, above } = merged([row('b', 20), row('a', 10)], [row('a', 10, 7), row('c', 30), row('z', 15)]);
    expect(rows.map(({ id, spans }) => [id, spans])).toEqual([
      ['c', 1],
      ['b', 1],
      ['z', 1],
      ['a', 7],
    ]);
    expect(above).toBe(1);
  });
});

it('comes back from the address', () => {
  const states: TracesState[] = [
    { text: '', errors: false, min: 0, attributes: [] },
    { text: 'GET /', errors: true, min: 12.5, attributes: [{ name: 'a', how: 'contains', value: 'b' }] },
  ];
  for (const state of states) expect(parseTraces(formatTraces(state))).toEqual(state);
  expect(parseTrace(formatTrace({ span: 'abc', filter: 'x' }))).toEqual({ span: 'abc', filter: 'x' });
  expect(questionOf('web', states[1]!)).toBe('?resource=web&text=GET+%2F&errors=true&min=12.5&attr=a%3A%7Eb');
  expect(parseTraces({ min: 'x' }).min).toBe(0);
});
