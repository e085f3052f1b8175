import { expect, it } from 'vitest';
import type { Resource } from '../api/resources';
import { matching, nested } from './rows';
import { formatResources, parseResources, type ResourcesState } from './state';

const made = (name: string, more: Partial<Resource> = {}): Resource => ({
  id: name,
  name,
  type: 'Project',
  state: 'Running',
  health: 'healthy',
  reason: null,
  exitCode: null,
  source: `${name}.csproj`,
  secret: false,
  processId: 1,
  started: null,
  stopped: null,
  urls: [],
  relationships: [],
  commands: [],
  ...more,
});

it('finds by every word, in any column', () => {
  const list = [
    made('web', { urls: [{ name: 'http', url: 'http://localhost:8000', text: '' }] }),
    made('api', { health: 'unhealthy', reason: 'lake: disk full' }),
  ];
  expect(matching(list, ' ').map(({ id }) => id)).toEqual(['web', 'api']);
  expect(matching(list, '8000').map(({ id }) => id)).toEqual(['web']);
  expect(matching(list, 'UNHEALTHY disk').map(({ id }) => id)).toEqual(['api']);
  expect(matching(list, 'unhealthy 8000')).toEqual([]);
});

it('puts children below their parents, and loses nobody in a circle', () => {
  const child = (name: string, parent: string) => made(name, { relationships: [{ to: parent, type: 'Parent' }] });
  expect(nested([child('a', 'c'), made('b'), made('c')]).map(({ resource, depth }) => [resource.id, depth])).toEqual([
    ['b', 0],
    ['c', 0],
    ['a', 1],
  ]);
  expect(nested([child('x', 'y'), child('y', 'x')])).toHaveLength(2);
  expect(nested([child('x', 'gone')])[0]!.depth).toBe(0);
});

it('comes back from the address', () => {
  const states: ResourcesState[] = [
    { filter: '', view: 'table', selected: '' },
    { filter: 'web', view: 'graph', selected: 'web-1' },
    { filter: '', view: 'parameters', selected: 'web-secret' },
  ];
  for (const state of states) expect(parseResources(formatResources(state))).toEqual(state);
});
