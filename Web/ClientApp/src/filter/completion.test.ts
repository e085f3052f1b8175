import { expect, test } from 'vitest';
import { accept, verdict, type Completion } from './completion';
import { withRecent } from './recent';

const at = (position: number, length: number, more: Partial<Completion> = {}): Completion => ({
  position,
  length,
  suggestions: [],
  expected: [],
  fault: null,
  ...more,
});

test('A suggestion takes the place of the half word, and the cursor stands where one goes on', () => {
  expect(accept('dstp', at(0, 4), { text: 'dstport', kind: 'field' })).toEqual(['dstport ', 8]);
  expect(accept('dstp and x', at(0, 4), { text: 'dstport', kind: 'field' })).toEqual(['dstport and x', 7]);
  expect(accept('dstport ', at(8, 0), { text: 'in', kind: 'operator' })).toEqual(['dstport in (', 12]);
  expect(accept('dstport in (', at(12, 0), { text: 'ssh', kind: 'value' })).toEqual(['dstport in (ssh', 15]);
  expect(accept('dstport = s', at(10, 1), { text: 'ssh', kind: 'value' })).toEqual(['dstport = ssh ', 14]);
  expect(accept('dstport', at(7, 0), { text: '=', kind: 'operator' })).toEqual(['dstport= ', 9]);
});

test('A filter that could end is right; one that could not is told what is lacking', () => {
  expect(verdict('dstport = 22', at(13, 0, { expected: ['and', 'or', 'the end'] }))).toBeNull();
  expect(verdict('dstport =', at(10, 0, { expected: ['a port', 'a name'] }))).toEqual({
    detail: 'The filter goes on here: a port or a name.',
    position: 9,
    length: 0,
    expected: ['a port', 'a name'],
  });
});

test('History has each filter once, the latest first', () => {
  expect(withRecent(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
});
