import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, type SimulationNodeDatum } from 'd3-force';
import { expect, test } from 'vitest';
import { Simulation } from './simulation';

const count = 40;
/** Two in one place, which only chance parts, and one that is held. */
const nodes = (): SimulationNodeDatum[] =>
  Array.from({ length: count }, (_, at) => ({
    x: at === 1 ? 0 : 13 * (at % 7),
    y: at === 1 ? 0 : 9 * at,
    ...(at === 5 ? { x: 70, y: -3, fx: 70, fy: -3 } : {}),
  }));
const forces = () => [
  forceLink(Array.from({ length: count - 1 }, (_, at) => ({ source: at + 1, target: (at * 3) % 11 }))).distance(30),
  forceManyBody().strength(-50).theta(1.1),
  forceX(0).strength(0.06),
  forceCollide(9).iterations(1),
];

test('Steps are those of d3-force', () => {
  const cooling = { alpha: 0.9, alphaMin: 0.01, alphaDecay: 0.03 };
  const [ours, theirs] = [nodes(), nodes()];
  const simulation = new Simulation(ours, forces(), cooling);
  const reference = forceSimulation(theirs).stop().alpha(0.9).alphaMin(0.01).alphaDecay(0.03);
  for (const [at, force] of forces().entries()) reference.force(String(at), force);
  for (let step = 0; step < 60; step++) {
    simulation.tick();
    reference.tick();
  }
  expect(ours.map(({ x, y }) => [x, y])).toEqual(theirs.map(({ x, y }) => [x, y]));
  expect(simulation.alpha).toBe(reference.alpha());
  while (!simulation.rests) simulation.tick();
  expect(simulation.alpha).toBeLessThanOrEqual(0.01);
});
