import { expect, test } from 'vitest';
import type { FindingEvidence } from '../api/types';
import { formatState, parseState } from '../state/url';
import { evidenceOf } from './evidence';
import { factRows, summary } from './words';

const evidence: FindingEvidence = {
  endpoint: 'graph',
  source: 'history',
  account: '123456789012',
  region: null,
  from: '2026-11-22T00:00:00+00:00',
  to: '2026-11-23T00:00:00+00:00',
  filter: 'srcaddr = 10.0.6.66 and service-port in (22, 23)',
  query: 'mode=all',
};

test.each(['graph', 'map', 'explore'] as const)(
  'The evidence opens on the %s by its scope, range and filter alone',
  (view) => {
    const now = parseState('/findings', '?kind=hostSweep&region=eu-west-1&compare=previous');
    const opened = formatState({ ...now, ...evidenceOf({ evidence }, view) } as typeof now);
    expect(opened.split('?')[0]).toBe(`/${view}`);
    expect(Object.fromEntries(new URL(opened, 'http://x').searchParams)).toEqual({
      account: '123456789012',
      from: '2026-11-22T00:00:00Z',
      to: '2026-11-23T00:00:00Z',
      filter: evidence.filter,
      // Findings count records as they are.
      ...(view === 'graph' ? { dedupe: '0' } : {}),
    });
  },
);

test('Live evidence is the live window; what was lost has none', () => {
  expect(evidenceOf({ evidence: { ...evidence, source: 'live', from: null, to: null } }, 'map')?.range).toEqual({
    kind: 'live',
  });
  expect(evidenceOf({ evidence: { ...evidence, filter: '', query: null } }, 'map')).toBeNull();
});

test('Facts are told in words, in the units that they have', () => {
  expect(factRows({ facts: { hosts: 1229, port: 3306, expectedBytes: 5e8, newThing: 2 } })).toEqual([
    ['Hosts', '1,229'],
    ['Port', '3306'],
    ['Would be usual', '500 MB'],
    ['new thing', '2'],
  ]);
});

test('The heading counts groups, and what they stand for', () => {
  expect(summary(0, 0, 0)).toBe('Nothing stands out');
  expect(summary(1, 1, 1)).toBe('1 finding');
  expect(summary(4, 4, 30)).toBe('4 findings (30 with those like them)');
});
