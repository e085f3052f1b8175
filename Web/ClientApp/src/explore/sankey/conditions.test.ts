import { expect, test } from 'vitest';
import type { SankeyNode, TrafficByAction } from '../../api/types';
import { linkCondition, nodeCondition, nodeTitle } from './conditions';

const none = { flows: 0, packets: 0, bytes: 0 };
const traffic: TrafficByAction = { accepted: none, rejected: none, other: none, total: none };
const node = (level: number, value: string | null, others = 0): SankeyNode => ({ level, value, others, traffic });

const paths = {
  by: ['src-country', 'service-port'],
  nodes: [node(0, 'CN'), node(0, null), node(0, null, 1200), node(1, '22'), node(1, null, 7)],
  links: [
    { source: 0, target: 3, traffic },
    { source: 2, target: 3, traffic },
    { source: 1, target: 4, traffic },
  ],
};

test('A node without a value is none, and “others” are those that are not beside it', () => {
  expect(paths.nodes.map((_, index) => nodeTitle(paths, index))).toEqual([
    'China',
    'no source country',
    '1,200 others',
    '22',
    '7 others',
  ]);
  expect(nodeCondition(paths, 1)).toBe('src-country is missing');
  expect(nodeCondition(paths, 2)).toBe('src-country not in (CN) and src-country is not missing');
});

test('A band has both its ends', () => {
  expect(linkCondition(paths, 0)).toBe('src-country = CN and service-port = 22');
  expect(linkCondition(paths, 1)).toBe('src-country not in (CN) and src-country is not missing and service-port = 22');
  expect(linkCondition(paths, 2)).toBe('src-country is missing and service-port not in (22)');
});
