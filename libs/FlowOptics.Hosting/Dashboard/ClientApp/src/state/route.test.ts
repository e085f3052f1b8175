import { expect, it } from 'vitest';
import { format, parse, queryOf, type Route } from './route';

it('comes back from its address as it was', () => {
  const routes: Route[] = [
    { page: 'resources', id: '', query: {} },
    { page: 'resources', id: '', query: { filter: 'web & more', view: 'graph' } },
    { page: 'console', id: 'web-1', query: { filter: 'warn: [3]' } },
    { page: 'logs', id: '', query: { logLevel: 'Warning' } },
    { page: 'traces', id: 'web', query: {} },
    { page: 'trace', id: '0af7651916cd43dd8448eb211c80319c', query: { spanId: 'b7ad6b7169203331' } },
    { page: 'metrics', id: 'web', query: { meter: 'System.Net.Http', instrument: 'http.client.request.duration' } },
    { page: 'login', id: '', query: {} },
  ];
  for (const route of routes) {
    const url = new URL(format(route), 'http://localhost');
    expect(parse(url.pathname, url.search)).toEqual(route);
  }
});

it("knows the addresses of Aspire's dashboard", () => {
  expect(parse('/structuredlogs/resource/web', '?logLevel=error')).toEqual({
    page: 'logs',
    id: 'web',
    query: { logLevel: 'error' },
  });
  expect(parse('/traces/detail/abc', '')).toEqual({ page: 'trace', id: 'abc', query: {} });
  expect(parse('/nonsense', '').page).toBe('resources');
});

it('takes a damaged address as it stands', () => {
  expect(parse('/consolelogs/resource/%E0%A4%A', '').id).toBe('%E0%A4%A');
});

it('keeps nothing empty', () => {
  expect(queryOf({ a: '', b: null, c: undefined, d: false, e: 'x' })).toEqual({ e: 'x' });
});
