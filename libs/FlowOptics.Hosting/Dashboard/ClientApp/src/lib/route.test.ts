import { expect, it } from 'vitest';
import { format, parse, type Route } from './route';

it('comes back from its URL as it was', () => {
  const routes: Route[] = [
    { page: 'resources', id: '', filter: '' },
    { page: 'resources', id: '', filter: 'web & more' },
    { page: 'console', id: 'web-1', filter: 'warn: [3]' },
    { page: 'login', id: '', filter: '' },
  ];
  for (const route of routes) {
    const url = new URL(format(route), 'http://localhost');
    expect(parse(url.pathname, url.search)).toEqual(route);
  }
});

it('takes a damaged address as it stands', () => {
  expect(parse('/console/%E0%A4%A', '').id).toBe('%E0%A4%A');
});
