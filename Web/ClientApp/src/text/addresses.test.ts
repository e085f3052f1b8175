import { expect, test } from 'vitest';
import { addressProblem, parseAddresses, prefixProblem, subnetOf } from './addresses';

test.each([
  '10.0.1.10',
  '0.0.0.0',
  '255.255.255.255',
  '::',
  '::1',
  '2001:db8::1',
  'fe80::1:2:3',
  '1:2:3:4:5:6:7:8',
  '::ffff:10.0.0.1',
])('%s is an address', (text) => expect(addressProblem(text)).toBeNull());

test.each([
  ['10.0.1', 'three|3 numbers'],
  ['10.0.1.256', '256'],
  ['10.0.01.2', '01'],
  ['10.0..2', 'empty part'],
  ['10.0.0.0/8', 'network'],
  ['web-1', 'no IPv4 or IPv6'],
  ['1:2:3', 'no IPv4 or IPv6'],
  ['1::2::3', 'no IPv4 or IPv6'],
  ['1:2:3:4:5:6:7:8:9', 'no IPv4 or IPv6'],
])('%s is none, and the reason is said', (text, reason) => expect(addressProblem(text)).toMatch(new RegExp(reason)));

test('Addresses are separated by commas, spaces or line ends, and come once each', () => {
  expect(parseAddresses('10.0.1.10, 10.0.2.20\n10.0.1.10;FE80::1')).toEqual({
    addresses: ['10.0.1.10', '10.0.2.20', 'fe80::1'],
    problems: [],
  });
});

test('One bad address does not cost the good ones', () => {
  const { addresses, problems } = parseAddresses('10.0.1.10 nonsense');
  expect(addresses).toEqual(['10.0.1.10']);
  expect(problems).toHaveLength(1);
});

test('A prefix has an address and a length that fits its family', () => {
  expect(prefixProblem('10.0.0.0/8')).toBeNull();
  expect(prefixProblem('2001:db8::/32')).toBeNull();
  expect(prefixProblem('10.0.0.0/33')).toMatch(/0 to 32/);
  expect(prefixProblem('10.0.0.1')).toMatch(/10\.0\.0\.1\/32/);
  expect(prefixProblem('everything')).toMatch(/no network/);
});

test('The subnet of an address is its /24 or /64', () => {
  expect(subnetOf('10.0.1.10')).toBe('10.0.1.0/24');
  expect(subnetOf('2001:db8:1:2:3::4')).toBe('2001:db8:1:2::/64');
});
