import { expect, test } from 'vitest';
import { parseState } from '../state/url';
import { graphProblem, graphUrl } from './query';

const asked = (search: string): URLSearchParams =>
  new URL(
    graphUrl(parseState('/graph', search), { measure: 'bits', rate: true }, new Date('2026-11-22T01:00:00Z')),
    'http://x',
  ).searchParams;

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
  expect(graphProblem({ mode: 'rejects', ips: [], cidr: '' })).toBeNull();
  expect(graphProblem({ mode: 'inspect', ips: [], cidr: '' })).toMatch(/at least one/);
  expect(graphProblem({ mode: 'inspect', ips: ['10.0.0'], cidr: '' })).toMatch(/10\.0\.0/);
  expect(graphProblem({ mode: 'inspect', ips: ['10.0.0.1'], cidr: '10/8' })).toMatch(/no network/);
});

test('Groups, order, comparison and filter go to the server; what is the page’s own does not', () => {
  const query = asked(
    '?group=subnet&subnets=10.0.0.0/16&expand=10.0.1.0/24&filter=dstport = 22&compare=previous&hide=10.0.0.1&collapse=1&dedupe=0',
  );
  expect(query.get('group')).toBe('subnet');
  expect(query.get('subnets')).toBe('10.0.0.0/16');
  expect(query.get('expand')).toBe('10.0.1.0/24');
  expect(query.get('order')).toBe('bytes');
  expect(query.get('filter')).toBe('dstport = 22');
  expect(query.get('compare')).toBe('previous');
  expect(query.get('dedupe')).toBe('false');
  expect([...query.keys()]).not.toContain('hide');
  expect([...query.keys()]).not.toContain('collapse');
});

test('What goes with a group alone is not asked without it, and live has nothing to be compared with', () => {
  const query = asked('?subnets=10.0.0.0/16&expand=10.0.1.0/24&tag=asg-tag&source=live&compare=previous');
  for (const name of ['group', 'subnets', 'expand', 'tag', 'compare']) expect(query.has(name), name).toBe(false);
});
