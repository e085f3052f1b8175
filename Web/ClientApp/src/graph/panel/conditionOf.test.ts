import { expect, test } from 'vitest';
import { someNode } from '../testing';
import { linkCondition, nodeCondition } from './conditionOf';

test.each([
  [{ id: '10.0.0.1' }, 'addr = 10.0.0.1'],
  [{ id: '10.0.0.0/24', group: 'subnet' as const }, 'addr in 10.0.0.0/24'],
  [{ id: 'CN', group: 'country' as const }, 'country = CN'],
  [{ id: 'AS4134', group: 'asn' as const }, 'asn = AS4134'],
  [{ id: 'eni-0a', group: 'eni' as const }, 'interface-id = eni-0a'],
  [{ id: 'web tier', group: 'tag' as const }, 'asg-tag = "web tier"'],
])('A node of %o is found by %s', ({ id, ...facts }, condition) => {
  expect(nodeCondition(someNode(id, facts), '', 'asg-tag')).toBe(condition);
});

test('A link is found by its ends in their roles, and by its port', () => {
  const [source, target] = [someNode('10.0.0.1'), someNode('CN', { group: 'country' })];
  expect(linkCondition(source, target, '443', 'service', '')).toBe(
    'srcaddr = 10.0.0.1 and dst-country = CN and service-port = 443',
  );
  expect(linkCondition(source, target, '443', 'source', '')).toBe(
    'srcaddr = 10.0.0.1 and dst-country = CN and srcport = 443',
  );
  expect(linkCondition(source, target, null, 'service', '')).toBe('srcaddr = 10.0.0.1 and dst-country = CN');
});

test('Folded leaves are found one by one', () => {
  const family = { ...someNode('AS1@10.0.0.1', { asn: 1 }), leaves: ['1.1.1.1', '2.2.2.2'] };
  expect(nodeCondition(family, 'src', '')).toBe('srcaddr in (1.1.1.1, 2.2.2.2)');
});
