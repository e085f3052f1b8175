import { expect, test } from 'vitest';
import { importFacts, importText } from './importFacts';

const state = {
  state: 'idle' as const,
  objects: 2,
  pendingObjects: 0,
  records: 0,
  noData: 0,
  skipData: 0,
  rejected: 0,
  problems: [],
};

test('says nothing before the first object', () => {
  expect(importFacts(null)).toEqual([]);
  expect(importFacts({ ...state, objects: 0, pendingObjects: 3 })).toEqual([]);
});

test('leaves out what is zero', () => {
  expect(importFacts({ ...state, records: 1234 })).toEqual([
    { text: '1.23k records', title: '1,234 records of 2 objects', isLoss: false },
  ]);
});

test('names what was lost, and by whom', () => {
  const facts = importFacts({ ...state, objects: 1, records: 7, noData: 5, rejected: 1, skipData: 2000 });

  expect(facts.map((fact) => fact.text)).toEqual([
    '7 records',
    '5 without traffic',
    '1 not readable',
    '2.00k lost by AWS',
  ]);
  expect(facts.map((fact) => fact.isLoss)).toEqual([false, false, true, true]);
  expect(facts[2]!.title).toBe('1 record could not be read and was left out');
  expect(facts[3]!.title).toContain('2,000 intervals in which AWS skipped records (SKIPDATA)');
});

test('a view without records says what is still to come', () => {
  expect(importText({ ...state, objects: 1200, pendingObjects: 2800 }, true)).toBe(
    'Still importing: 1,200 of 4,000 objects. What comes is shown here by itself.',
  );
  expect(importText({ ...state, objects: 0 }, false)).toBe(
    'Nothing has been imported yet. What comes is shown here by itself.',
  );
  expect(importText({ ...state, pendingObjects: 1 }, false)).toBeNull();
  expect(importText({ ...state, state: 'off', objects: 0 }, false)).toBeNull();
  expect(importText(null, false)).toBeNull();
});
