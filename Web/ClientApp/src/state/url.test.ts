import { expect, test } from 'vitest';
import { formatState, parseState, rangeOf, type PageState } from './url';
import { viewNames } from './views';

const parse = (url: string): PageState => {
  const { pathname, search } = new URL(url, 'http://localhost');
  return parseState(pathname, search);
};

test.each([
  '/map',
  '/map?account=123456789012&region=eu-west-1&direction=inbound&action=reject&country=CN&camera=10.5,48.25,3',
  '/map?last=1h&action=accept',
  '/map?filter=country = CN&counts=5m&list=networks&table=1',
  '/map?last=24h&window=2026-11-21T15:00:00Z/2026-11-21T16:00:00Z&speed=2&list=ports',
  '/graph?mode=all',
  '/graph?mode=correlate&account=123456789012&days=3&ips=10.0.1.10,10.0.2.20&label=source',
  '/graph?mode=rejects&from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z&ips=fe80::1&cidr=10.0.0.0/8&limit=1000',
  '/explore?last=15m&filter=dstport in (22, 3389) and not src-country = DE&compare=previous&units=bits/s',
  '/explore?from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z&compare=2026-11-13T00:00:00Z/2026-11-14T00:00:00Z',
  '/findings?kind=hostSweep&limit=100&select=dff5081c9cfd93b2&theme=dark',
  '/status',
  '/graph?mode=inspect&source=live&ips=10.0.6.66&colour=country&fold=0&table=1&select=10.0.6.66>10.0.1.10>443',
  '/graph?group=subnet&subnets=10.0.0.0/16&expand=10.0.1.0/24&order=flows&dedupe=0&collapse=1&hide=10.0.0.2|10.0.6.66&opened=AS4134@10.0.1.10',
  '/graph?pins=120,-45,10.0.1.10|-7,0,AS4134 Some, Inc.@10.0.1.10&camera=-310,42,0.825',
])('%s survives being read and written', (url) => {
  const written = formatState(parse(url));
  expect(parse(written)).toEqual(parse(url));
  expect(formatState(parse(written))).toBe(written);
});

test('Defaults are left out, so that links stay short', () => {
  expect(formatState(parse('/map?direction=all&action=all&account='))).toBe('/map');
  expect(formatState(parse('/graph?label=service&colour=subnet&limit=2000&mode=all&group=ip'))).toBe('/graph');
});

test('The root is the map, live', () => {
  expect(parse('/').view).toBe('map');
  expect(rangeOf(parse('/'))).toEqual({ kind: 'live' });
  expect(rangeOf(parse('/graph'))).toEqual({ kind: 'last', minutes: 1440 });
});

test('What makes no sense in an address falls back, and never breaks the page', () => {
  const state = parse('/graph?mode=evil&days=-4&limit=0&label=x&group=y&from=never&to=now');
  expect(state.graph).toMatchObject({ mode: 'all', limit: 2000, label: 'service', group: 'ip' });
  expect(state.range).toBeNull();
  expect(parse('/map?camera=a,b,c').map.camera).toBeNull();
  expect(parse('/graph?camera=1,2,0&pins=10.0.0.1|3,x,10.0.0.2|3,4,').graph).toMatchObject({ camera: null, pins: [] });
  expect(parse('/toString?units=miles&compare=b/a&theme=pink&last=0h')).toMatchObject({
    view: 'map',
    units: null,
    compare: null,
    theme: null,
    range: null,
  });
  expect(parse('/findings?kind=ghost&limit=1e9').findings).toEqual({ kind: null, limit: 20, select: null });
});

test('An address names only the view it opens; the others stay as they were', () => {
  const graph = parse('/graph?ips=10.0.0.1&mode=inspect&filter=dstport = 22');
  const written = formatState({ ...graph, view: 'map' });
  expect(written).toBe('/map?filter=dstport+%3D+22');
  const { pathname, search } = new URL(written, 'http://localhost');
  expect(parseState(pathname, search, graph).graph).toEqual(graph.graph);
  expect(parse(written).graph.ips).toEqual([]);
});

test.each(viewNames)('An address without parameters is the initial state of %s', (view) => {
  expect(formatState(parse(`/${view}`))).toBe(`/${view}`);
});
