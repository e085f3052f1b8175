import { expect, test, vi } from 'vitest';
import { narrowed } from './narrow';

vi.mock('../state/page.svelte', () => ({ page: {} }));

test('a condition is asked beside what is asked already', () => {
  expect(narrowed('', 'dstport = 22')).toBe('dstport = 22');
  expect(narrowed('action = reject', 'dstport = 22')).toBe('action = reject and dstport = 22');
});

test('"or" is bracketed, since "and" binds closer', () => {
  expect(narrowed('a = 1 or b = 2', 'c = 3 or d = 4')).toBe('(a = 1 or b = 2) and (c = 3 or d = 4)');
});
