import { expect, test } from 'vitest';
import type { GeoPlace } from '../api/types';
import { tickFilter } from './tickFilter';

const row = (more: Partial<GeoPlace>): GeoPlace => ({
  account: '123456789012',
  region: 'eu-west-1',
  country: 'CN',
  city: '',
  latitude: null,
  longitude: null,
  direction: 'inbound',
  action: 'reject',
  flows: 1,
  packets: 1,
  bytes: 1,
  ...more,
});

test.each([
  ['', true],
  ['direction = inbound', true],
  ['direction=outbound', false],
  ['direction = inbound and (action = reject)', true],
  ['not action = reject', false],
  ['action != reject or region in (eu-west-1, us-east-1)', true],
  ['region not in (eu-west-1)', false],
  ['ACCOUNT == "123456789012" && !(action = accept || direction = through)', true],
])('%s is answered by the tick: %s', (text, shown) => {
  expect(tickFilter(text)?.(row({}))).toBe(shown);
});

test.each([
  'dstport = 22',
  'country = CN',
  'direction = inbound and srcaddr in 10.0.0.0/8',
  'region in @ours',
  'region like eu-*',
  'direction = ',
  'direction inbound',
  '(direction = inbound',
  'direction = inbound)',
  'action = account',
  'action is missing',
])('%s is for the API', (text) => {
  expect(tickFilter(text)).toBeNull();
});
