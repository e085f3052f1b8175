import { expect, test } from 'vitest';
import { parseState } from '../state/url';
import { graphProblem, graphUrl } from './query';

const asked = (search: string): URLSearchParams =>
  new URL(graphUrl(parseState('/graph', search), new Date('2026-11-22T01:00:00Z')), 'http://x').searchParams;

test('Only what a mode reads is asked', () => {
  expect(asked('?mode=all&ips=10.0.0.1&cidr=10.0.0.0/8').has('ips')).toBe(false);
  expect(asked('?mode=correlate&ips=10.0.0.1,10.0.0.2&cidr=10.0.0.0/8').has('cidr')).toBe(false);
  const inspect = asked('?mode=inspect&ips=10.0.0.1&cidr=10.0.0.0/8&days=3&account=1');
  expect(Object.fromEntries(inspect)).toMatchObject({
    ips: '10.0.0.1',
    cidr: '10.0.0.0/8',
    days: '3',
    account: '1',
    source: 'history',
  });
});

test('What a mode lacks is said before the server is asked', () => {
  expect(graphProblem({ mode: 'all', ips: [], cidr: '' })).toBeNull();
  expect(graphProblem({ mode: 'correlate', ips: ['10.0.0.1'], cidr: '' })).toMatch(/at least two/);
  expect(graphProblem({ mode: 'rejects', ips: [], cidr: '' })).toMatch(/at least one/);
  expect(graphProblem({ mode: 'inspect', ips: ['10.0.0'], cidr: '' })).toMatch(/10\.0\.0/);
  expect(graphProblem({ mode: 'inspect', ips: ['10.0.0.1'], cidr: '10/8' })).toMatch(/no network/);
});
