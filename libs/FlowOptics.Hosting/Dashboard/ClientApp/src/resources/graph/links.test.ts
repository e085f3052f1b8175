import { expect, it } from 'vitest';
import type { Resource } from '../../api/resources';
import { linksOf, lookOf, nearest } from './links';

const made = (id: string, name: string, relationships: Resource['relationships']): Resource =>
  ({ id, name, relationships }) as unknown as Resource;

it('joins a pair once, with all that joins it, and every replica', () => {
  const { edges } = linksOf([
    made('web', 'web', [
      { to: 'api', type: 'Reference' },
      { to: 'api', type: 'WaitFor' },
      { to: 'gone', type: 'WaitFor' },
    ]),
    made('api-0', 'api', [{ to: 'api', type: 'WaitFor' }]),
    made('api-1', 'api', []),
  ]);
  expect(edges).toEqual([
    { from: 0, to: 1, types: ['Reference', 'WaitFor'] },
    { from: 0, to: 2, types: ['Reference', 'WaitFor'] },
    { from: 1, to: 2, types: ['WaitFor'] },
  ]);
});

it('shows the strongest of what joins two', () => {
  expect(lookOf(['WaitFor', 'Reference'])).toBe('reference');
  expect(lookOf(['Parent', 'WaitFor'])).toBe('wait');
  expect(lookOf(['Parent'])).toBe('parent');
});

it('walks to what lies ahead', () => {
  const nodes = [
    { x: 0, y: 0 },
    { x: 100, y: 10 },
    { x: 60, y: 200 },
    { x: 0, y: 50 },
  ];
  expect(nearest(nodes, 0, 'ArrowRight')).toBe(1);
  expect(nearest(nodes, 0, 'ArrowDown')).toBe(3);
  expect(nearest(nodes, 0, 'ArrowLeft')).toBeNull();
  expect(nearest(nodes, 0, 'x')).toBeNull();
});
