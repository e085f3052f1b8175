import { expect, test } from 'vitest';
import { separate } from './separate';
import { startPositions } from './startPositions';

test('Boxes come apart, what is fixed stays, and what does not overlap is not moved', () => {
  const positions = Float32Array.from([0, 0, 10, 2, 0, 0, 500, 500]);
  const boxes = Float32Array.from([40, 11, 40, 11, 40, 11, 40, 11]);
  separate(positions, boxes, 0.5, (node) => node === 0);
  for (let a = 0; a < 4; a++) {
    for (let b = a + 1; b < 4; b++) {
      const dx = Math.abs(positions[2 * a]! - positions[2 * b]!) * 0.5;
      const dy = Math.abs(positions[2 * a + 1]! - positions[2 * b + 1]!) * 0.5;
      expect(dx >= 79.9 || dy >= 21.9, `${a} and ${b}`).toBe(true);
    }
  }
  expect([positions[0], positions[1]]).toEqual([0, 0]);
  expect([positions[6], positions[7]]).toEqual([500, 500]);
});

test('Who was there stays, who is new begins beside a neighbour, and nobody is nowhere', () => {
  const places = new Map<string, [number, number]>([
    ['a', [100, -50]],
    ['b', [7, 7]],
  ]);
  const { positions, known } = startPositions(['b', 'new', 'a', 'alone'], places, Uint32Array.from([1, 2]));
  expect(known).toBe(2);
  expect([...positions.slice(0, 2), ...positions.slice(4, 6)]).toEqual([7, 7, 100, -50]);
  expect(Math.hypot(positions[2]! - 100, positions[3]! + 50)).toBeCloseTo(40, 3);
  expect([...positions].every(Number.isFinite)).toBe(true);
});
