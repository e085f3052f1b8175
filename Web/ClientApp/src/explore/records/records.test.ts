import { expect, test } from 'vitest';
import { cellCondition, cellText, conversation, inOrder, shownColumns, usualColumns } from './columns';

const all = ['account', 'region', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'protocol', 'bytes', 'start', 'az-id'];

test('Without a choice the usual columns stand in the order of reading', () => {
  expect(shownColumns(all, null)).toEqual(['start', 'srcaddr', 'srcport', 'dstaddr', 'dstport', 'protocol', 'bytes']);
  expect(shownColumns(all, ['az-id', 'bytes', 'never-seen'])).toEqual(['bytes', 'az-id']);
  expect([...inOrder(all)].sort()).toEqual([...all].sort());
  expect(new Set(usualColumns).size).toBe(usualColumns.length);
});

test('Cells are read by people, conditions by the filter', () => {
  expect(cellText('protocol', 6, 'utc')).toBe('TCP');
  expect(cellText('start', 1_795_340_063, 'utc')).toBe('22 Nov 09:34:23');
  expect(cellText('vpc-id', null, 'utc')).toBe('');
  expect(cellCondition('protocol', 6)).toBe('protocol = tcp');
  expect(cellCondition('bytes', 3655)).toBe('bytes = 3655');
  expect(cellCondition('dstport', 22, true)).toBe('dstport != 22');
  expect(cellCondition('vpc-id', null)).toBe('vpc-id is missing');
});

test('A conversation has both ends, whoever sent', () => {
  expect(conversation({ srcaddr: '10.0.0.1', dstaddr: '1.1.1.1', 'service-port': '443' })).toBe(
    'addr = 10.0.0.1 and addr = 1.1.1.1 and service-port = 443',
  );
});
