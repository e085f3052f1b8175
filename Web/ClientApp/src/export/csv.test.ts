import { expect, test } from 'vitest';
import { toCsv } from './csv';

const about = {
  shown: 'top',
  from: 'a',
  to: 'b',
  account: null,
  region: null,
  filter: '',
  units: 'bytes',
  link: 'http://x',
  exported: 'c',
};

test('No cell is a formula, numbers stay numbers, and what is unknown is empty', () => {
  const text = toCsv(
    about,
    ['=name', 'value'],
    [
      ['@x', -1.5],
      ['a,"b"\r\n', null],
    ],
  );
  expect(text).toBe(
    '\'=name,value,from,to,filter,units,exported\r\n\'@x,-1.5,a,b,,bytes,c\r\n"a,""b""\r\n",,a,b,,bytes,c\r\n',
  );
});
