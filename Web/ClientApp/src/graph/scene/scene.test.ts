import { expect, test } from 'vitest';
import { shownOf, someLink } from '../testing';
import { Outcome } from '../renderer/drawing';
import { addressKey, sortLinks } from '../table/sortLinks';
import { buildScene, foldLabel, foldedFrom, type Scene, type SceneOptions } from './scene';
import { findSelection, selectionText } from './selection';
import type { Shown } from './shown';

const sceneOf = (shown: Shown, fold: boolean | null, more: Partial<SceneOptions> = {}): Scene =>
  buildScene(shown, { colour: 'subnet', fold, ...more });

const some = shownOf([
  someLink('10.0.0.1', '10.0.1.2', '443', 10),
  someLink('10.0.0.1', '10.0.1.2', '22', 0, 30),
  someLink('10.0.0.1', '10.0.1.2', '80', 5),
  someLink('10.0.1.2', '10.0.0.1', 'HP', 2),
  someLink('8.8.8.8', '10.0.0.1', '53', 1, 1),
]);

test('Unfolded, each port has its own curve; parallel ones bow differently', () => {
  const scene = sceneOf(some, false);
  expect(scene.links).toHaveLength(5);
  const parallel = scene.links.filter(({ source, target }) => source === 0 && target === 1);
  expect(new Set(parallel.map(({ bend }) => bend)).size).toBe(3);
});

test('Folded, the two busiest ports and a number stand for all, and no record is lost', () => {
  const scene = sceneOf(some, true);
  expect(scene.links).toHaveLength(3);
  const [folded] = scene.links;
  expect(folded).toMatchObject({ label: '22, 443 +1', outcome: Outcome.Mixed, members: [1, 0, 2] });
  expect(scene.links.flatMap(({ members }) => members).sort()).toEqual([0, 1, 2, 3, 4]);
});

test('Labels fold to the first two', () => {
  expect(foldLabel(['443'])).toBe('443');
  expect(foldLabel(['443', '22'])).toBe('443, 22');
  expect(foldLabel(['443', '22', '80', 'HP', '25'])).toBe('443, 22 +3');
});

test('Large graphs fold by themselves, small ones do not', () => {
  const many = shownOf(
    Array.from({ length: foldedFrom + 1 }, (_, index) => someLink('10.0.0.1', '10.0.0.2', String(index), 1)),
  );
  expect(sceneOf(many, null).folded).toBe(true);
  expect(sceneOf(some, null).folded).toBe(false);
});

test('Private addresses are grouped by their /24, the internet is one group', () => {
  expect(
    sceneOf(some, null)
      .groups.map(({ name }) => name)
      .sort(),
  ).toEqual(['10.0.0.0/24', '10.0.1.0/24', 'Public internet']);
});

test('A selection is found again by its text, folded or not', () => {
  const unfolded = sceneOf(some, false);
  // Parallel links stand in the order of their records.
  const hit = { kind: 'link', link: 0 } as const;
  const text = selectionText(unfolded, hit);
  expect(text).toBe('10.0.0.1>10.0.1.2>22');
  expect(findSelection(unfolded, text)).toEqual(hit);
  expect(findSelection(sceneOf(some, true), text)).toEqual({ kind: 'link', link: 0, member: 1 });
  expect(findSelection(unfolded, '10.0.0.1>9.9.9.9>1')).toBeNull();
  expect(findSelection(unfolded, '1.2.3.4')).toBeNull();
});

test('The table sorts addresses as numbers and ports before names', () => {
  expect(addressKey('10.0.9.1') < addressKey('10.0.10.1')).toBe(true);
  expect(addressKey('255.0.0.1') < addressKey('::1')).toBe(true);
  expect(sortLinks(some.links, 'label', false).map(({ label }) => label)).toEqual(['22', '53', '80', '443', 'HP']);
  expect(sortLinks(some.links, 'rejected', true)[0]!.label).toBe('22');
});
