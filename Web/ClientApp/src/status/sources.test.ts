import { expect, test } from 'vitest';
import { sourcesOf } from './sources';

const heard = { account: '2', region: 'us-east-1', perSecond: 3, flows: 70, rejected: 1, lastAt: 5 };

test('A source that has fallen silent stands among those that are heard', () => {
  const rows = sourcesOf(
    [heard],
    [
      { account: '2', regions: ['us-east-1', 'eu-west-1'] },
      { account: '1', regions: ['sa-east-1'] },
    ],
  );
  expect(rows.map(({ account, region, flows }) => [account, region, flows])).toEqual([
    ['1', 'sa-east-1', null],
    ['2', 'eu-west-1', null],
    ['2', 'us-east-1', 70],
  ]);
});

test('A source that history does not know yet is there as soon as it is heard', () => {
  expect(sourcesOf([heard], [])).toEqual([heard]);
});
