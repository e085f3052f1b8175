import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceX,
  forceY,
  type Force,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';
import type { ToLayout } from './messages';
import { Simulation } from './simulation';

export interface LayoutNode extends SimulationNodeDatum {
  degree: number;
}

type Start = Extract<ToLayout, { type: 'start' }>;

/** A simulation that is not yet run. */
export function simulationOf({ positions, pairs, count, boxes, width, height, warm, pins }: Start): {
  simulation: Simulation<LayoutNode>;
  nodes: LayoutNode[];
} {
  const nodes = Array.from({ length: count }, (_, at): LayoutNode => ({
    degree: 0,
    x: positions[2 * at]!,
    y: positions[2 * at + 1]!,
  }));
  const links: SimulationLinkDatum<LayoutNode>[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const [source, target] = [pairs[at]!, pairs[at + 1]!];
    nodes[source]!.degree++;
    nodes[target]!.degree++;
    links.push({ source, target });
  }
  for (let at = 0; at < pins.length; at += 3) {
    const node = nodes[pins[at]!]!;
    node.x = node.fx = pins[at + 1]!;
    node.y = node.fy = pins[at + 2]!;
  }

  const boxed = boxes !== null;
  // A few boxes may stand far apart, so that each port's label has room on its curve.
  const reach = boxed ? Math.max(150, 330 - 9 * count) : 34;
  const strength = boxed ? -900 : count > 3000 ? -45 : -90;
  // Forces make round shapes and screens are wide: the pull to the middle is weaker along the longer side.
  const aspect = Math.max(0.5, Math.min(2.4, width / Math.max(1, height)));
  const pull = boxed ? 0.05 : 0.06;
  const forces: Force<LayoutNode, SimulationLinkDatum<LayoutNode>>[] = [
    forceLink<LayoutNode, SimulationLinkDatum<LayoutNode>>(links).distance(({ source, target }) => {
      const [a, b] = [source as LayoutNode, target as LayoutNode];
      // Leaves of a hub need room round it.
      return reach + 2.2 * Math.sqrt(Math.max(a.degree, b.degree)) * (boxed ? 4 : 3);
    }),
    forceManyBody<LayoutNode>()
      .strength(strength)
      .theta(count > 3000 ? 1.3 : count > 1000 ? 1.2 : 0.9),
    // Pulls parts together that nothing links.
    forceX<LayoutNode>(0).strength(pull / aspect),
    forceY<LayoutNode>(0).strength(pull * aspect),
  ];
  // Collisions cost as much as all else; in a crowd dots may touch.
  if (count <= 4000)
    forces.push(forceCollide<LayoutNode>((node) => (boxed ? 46 : 5 + Math.sqrt(node.degree))).iterations(1));
  const simulation = new Simulation(nodes, forces, {
    alpha: warm ? 0.15 : 1,
    // Larger graphs take longer steps: 300 of them for some hundred nodes, 120 for two thousand, 60 for ten thousand.
    alphaDecay: 1 - 0.001 ** (1 / (count > 5000 ? 90 : count > 1500 ? 180 : 300)),
    // In a large graph the last third of the way moves no node by half a pixel.
    alphaMin: count > 1500 ? 0.01 : 0.001,
  });
  return { simulation, nodes };
}
