import { expect, test } from 'vitest';
import { someLink, someNode, shownOf } from '../testing';
import { collapseLeaves } from './collapse';
import { nodeName } from './names';
import { showAnswer } from './shown';
import { flowsOf, sumOf } from './traffic';

let seed = 5;
const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;

test('Addresses of one network with the same peers become one node, and may be opened again', () => {
  const links = ['1.0.0.1', '1.0.0.2', '1.0.0.3', '2.0.0.1'].map((leaf) => someLink(leaf, '10.0.1.10', '443', 5));
  const { nodes } = shownOf(links, (id) => ({ asn: id.startsWith('1.0') ? 4134 : 7018 }));
  const { nodes: after, links: few, folded } = collapseLeaves(nodes, links, new Set());
  expect(folded).toBe(3);
  expect(after.map(({ id }) => id).sort()).toEqual(['10.0.1.10', '2.0.0.1', 'AS4134@10.0.1.10']);
  expect(after.at(-1)).toMatchObject({ addresses: 3, leaves: ['1.0.0.1', '1.0.0.2', '1.0.0.3'] });
  expect(nodeName(after.at(-1)!)).toMatch(/×3$/);
  expect(few.map(flowsOf).sort((a, b) => a - b)).toEqual([5, 15]);
  expect(collapseLeaves(nodes, links, new Set(['AS4134@10.0.1.10'])).folded).toBe(0);
});

test('Whatever the graph: no record and no address is lost, each link has its ends, and none is there twice', () => {
  for (let run = 0; run < 60; run++) {
    const ids = Array.from({ length: 40 }, (_, at) => (at < 6 ? `10.0.0.${at}` : `${at}.1.1.1`));
    const links = Array.from({ length: 80 }, () => {
      const rejected = random() < 0.3 ? Math.ceil(random() * 9) : 0;
      return someLink(
        pick(ids),
        random() < 0.8 ? pick(ids.slice(0, 6)) : pick(ids),
        pick(['443', '22', 'HP']),
        3,
        rejected,
      );
    });
    const unique = [...new Map(links.map((link) => [`${link.source}>${link.target}>${link.label}`, link])).values()];
    const shown = shownOf(unique, (id) => ({ asn: id.startsWith('10.') ? null : Number(id.split('.')[0]) % 4 }));
    for (const by of ['network', 'country', 'kind'] as const) {
      const after = collapseLeaves(shown.nodes, unique, new Set(), by);
      for (const action of ['accepted', 'rejected'] as const)
        expect(sumOf(after.links, action)).toEqual(sumOf(unique, action));
      expect(after.nodes.flatMap(({ id, leaves }) => leaves ?? [id]).sort()).toEqual(
        shown.nodes.map(({ id }) => id).sort(),
      );
      const known = new Set(after.nodes.map(({ id }) => id));
      expect(after.links.every(({ source, target }) => known.has(source) && known.has(target))).toBe(true);
      expect(new Set(after.links.map(({ source, target, label }) => `${source}>${target}>${label}`)).size).toBe(
        after.links.length,
      );
    }
  }
});

test('What is hidden takes with it what talked to nothing else, and what is gone is shown too', () => {
  const links = [
    someLink('10.0.0.1', '10.0.0.2', '22', 1),
    someLink('10.0.0.1', '10.0.0.3', '22', 1),
    someLink('10.0.0.3', '10.0.0.4', '22', 1),
  ];
  const gone = { ...someLink('10.0.0.4', '10.0.0.3', '80', 0), change: 'gone' as const };
  const answer = { ...shownOf(links), gone: [gone] } as never;
  const options = { collapse: null, opened: new Set<string>() };
  const shown = showAnswer(answer, { ...options, hidden: new Set(['10.0.0.1']) });
  expect(shown.nodes.map(({ id }) => id)).toEqual(['10.0.0.3', '10.0.0.4']);
  expect(shown.links).toHaveLength(2);
  expect(shown.hidden).toBe(1);
  expect(showAnswer(answer, { ...options, hidden: new Set() }).links).toHaveLength(4);
  expect(someNode('10.0.0.1').addresses).toBe(1);
});
