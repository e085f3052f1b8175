import { expect, test } from 'vitest';
import { titleOf } from './words';

test('A country is called by its name, and nothing else is changed', () => {
  const title = 'First traffic of 234567890123 with BW';
  expect(titleOf({ kind: 'firstContact', subject: 'BW', title })).toBe('First traffic of 234567890123 with Botswana');
  expect(titleOf({ kind: 'firstContact', subject: 'AS64500', title: 'First traffic of 1 with AS64500 (X)' })).toBe(
    'First traffic of 1 with AS64500 (X)',
  );
  expect(titleOf({ kind: 'hostSweep', subject: 'BW', title })).toBe(title);
});
