import { expect, test } from 'vitest';
import { condition, conditions, others, quote } from './conditions';

test.each([
  ['src-country', 'CN', 'src-country = CN'],
  // India and Iceland are keywords of the language.
  ['country', 'IN', 'country = "IN"'],
  ['country', 'IS', 'country = "IS"'],
  ['country', null, 'country is missing'],
  ['city', 'Frankfurt am Main', 'city = "Frankfurt am Main"'],
  ['org', 'A "quoted" \\ name', 'org = "A \\"quoted\\" \\\\ name"'],
  ['asn', '64500', 'asn = AS64500'],
  ['protocol', '6', 'protocol = tcp'],
  ['protocol', '99', 'protocol = 99'],
  ['service-port', '443', 'service-port = 443'],
  ['service-port', 'HP', 'service-port = HP'],
  ['service-port', 'protocol 99', 'service-port = "protocol 99"'],
  ['subnet', '10.0.2.0/24', 'addr in 10.0.2.0/24'],
  ['src-subnet', '2001:db8::/64', 'srcaddr in 2001:db8::/64'],
  ['srcaddr', '2001:db8::1', 'srcaddr = 2001:db8::1'],
  ['action', 'reject', 'action = reject'],
  ['action', null, 'action is missing'],
  ['own-end', null, 'own-end = unknown'],
  ['tcp-flags', null, '(tcp-flags = 0 or tcp-flags is missing)'],
  ['instance-tag', 'region', 'instance-tag = "region"'],
  ['instance-tag', 'team-a', 'instance-tag = "team-a"'],
  ['pod name', 'x-1', '"pod name" = x-1'],
  ['vpc-id', 'vpc-08b86075ed209749e', 'vpc-id = vpc-08b86075ed209749e'],
])('%s %s is found by %s', (dimension, value, expected) => {
  expect(condition(dimension, value)).toBe(expected);
});

test('The opposite is all that is not found', () => {
  expect(condition('src-country', 'CN', true)).toBe('src-country != CN');
  expect(condition('country', null, true)).toBe('country is not missing');
  expect(condition('dst-subnet', '10.0.2.0/24', true)).toBe('dstaddr not in 10.0.2.0/24');
  expect(conditions(['srcaddr', 'dstport'], ['10.0.0.1', '22'], true)).toBe(
    'not (srcaddr = 10.0.0.1 and dstport = 22)',
  );
});

test('Pairs need both', () => {
  expect(conditions(['srcaddr', 'service-port'], ['10.0.0.1', '22'])).toBe('srcaddr = 10.0.0.1 and service-port = 22');
});

test('Others are in none of the groups that are shown', () => {
  expect(others('country', ['CN', 'IN', null])).toBe('country not in (CN, "IN") and country is not missing');
  expect(others('subnet', ['10.0.1.0/24'])).toBe('addr not in (10.0.1.0/24)');
});

test('A value with a wildcard, a set’s sign or a blank is quoted, so that it means itself', () => {
  expect(quote('a*')).toBe('"a*"');
  expect(quote('@databases')).toBe('"@databases"');
  expect(quote('a b')).toBe('"a b"');
  expect(quote('')).toBe('""');
});
