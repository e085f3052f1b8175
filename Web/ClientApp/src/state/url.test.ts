import { expect, test } from 'vitest';
import { formatState, parseState, rangeOf, rangeQuery, type PageState } from './url';

const parse = (url: string): PageState => {
  const { pathname, search } = new URL(url, 'http://localhost');
  return parseState(pathname, search);
};

test.each([
  '/map',
  '/map?account=123456789012&region=eu-west-1&direction=inbound&action=reject&country=CN&camera=10.5,48.25,3',
  '/map?last=1h&action=accept',
  '/graph?mode=all',
  '/graph?mode=correlate&account=123456789012&days=3&ips=10.0.1.10,10.0.2.20&label=source',
  '/graph?mode=rejects&from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z&ips=fe80::1&cidr=10.0.0.0/8&limit=2000',
  '/graph?mode=inspect&source=live&ips=10.0.6.66&group=country&fold=0&table=1&select=10.0.6.66>10.0.1.10>443',
])('%s survives being read and written', (url) => {
  const written = formatState(parse(url));
  expect(parse(written)).toEqual(parse(url));
  expect(formatState(parse(written))).toBe(written);
});

test('Defaults are left out, so that links stay short', () => {
  expect(formatState(parse('/map?direction=all&action=all&account='))).toBe('/map');
  expect(formatState(parse('/graph?label=service&group=subnet&limit=500&mode=all'))).toBe('/graph');
});

test('The root is the map, live', () => {
  expect(parse('/').view).toBe('map');
  expect(rangeOf(parse('/'))).toEqual({ kind: 'live' });
  expect(rangeOf(parse('/graph'))).toEqual({ kind: 'last', hours: 24 });
});

test('What makes no sense in an address falls back, and never breaks the page', () => {
  const state = parse('/graph?mode=evil&days=-4&limit=0&label=x&group=y&from=never&to=now');
  expect(state.graph).toMatchObject({ mode: 'all', limit: 500, label: 'service', group: 'subnet' });
  expect(state.range).toBeNull();
  expect(parse('/map?camera=a,b,c').map.camera).toBeNull();
});

test('The map forgets the graph’s parts of the address, and the reverse', () => {
  const state = parse('/graph?ips=10.0.0.1&mode=inspect');
  expect(formatState({ ...state, view: 'map' })).toBe('/map');
});

test('The ancestor’s days go to the API as they are; the last hours become fixed times', () => {
  const now = new Date('2026-11-22T01:00:00Z');
  expect(rangeQuery({ kind: 'days', days: 3 }, now)).toEqual({ source: 'history', days: '3' });
  expect(rangeQuery({ kind: 'last', hours: 1 }, now)).toEqual({
    source: 'history',
    from: '2026-11-22T00:00:00.000Z',
    to: '2026-11-22T01:00:00.000Z',
  });
});
