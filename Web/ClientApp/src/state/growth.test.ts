import { expect, test } from 'vitest';
import { Growth, type Import } from './growth';

const at = (objects: number, pendingObjects: number, records = 100 * objects): Import => ({
  state: pendingObjects > 0 ? 'importing' : 'idle',
  objects,
  pendingObjects,
  records,
});

/** Looks every three seconds, as `meta` is asked while an import goes on. */
function asked(looks: Import[], growth = new Growth()): number[] {
  return looks.flatMap((look, index) => (growth.look(look, 3000 * index) ? [index] : []));
}

test('An import is asked along with: often at first, and once more at its end', () => {
  const looks = Array.from({ length: 101 }, (_, index) => at(40 * index, 4000 - 40 * index));
  const turns = asked(looks);
  expect(turns.slice(0, 4)).toEqual([1, 2, 3, 4]);
  expect(turns.at(-1)).toBe(100);
  expect(turns.length).toBeLessThan(40);
  // Nobody waits longer than a quarter of a minute.
  expect(Math.max(...turns.slice(1).map((turn, index) => turn - turns[index]!))).toBe(5);
});

test('An empty lake is asked again with its first records, however few objects they come in', () => {
  expect(asked([at(0, 0), at(0, 0), at(5, 0)])).toEqual([2]);
  expect(asked([at(0, 5), at(3, 2), at(4, 1, 301), at(5, 0, 302)])).toEqual([1, 3]);
});

test('What a live source brings every few seconds asks nothing again', () => {
  const looks = Array.from({ length: 200 }, (_, index) => at(4000 + index, index % 2));
  expect(asked(looks)).toEqual([]);
});

test('Without new records nothing is asked, and a lake that was made anew is', () => {
  expect(asked([at(100, 50), at(100, 50), at(100, 50)])).toEqual([]);
  expect(asked([at(1000, 0), at(0, 1000)])).toEqual([1]);
});
