import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type Simulation,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';
import type { FromLayout, ToLayout } from './messages';

interface Node extends SimulationNodeDatum {
  degree: number;
}

/** At most 20 pictures a second: more cost the page more than they show. */
const pause = 50;
/** The layout has moved into shape a little before it is shown at all, so that the first picture is no knot. */
const hidden = 160;

let simulation: Simulation<Node, SimulationLinkDatum<Node>> | null = null;
let nodes: Node[] = [];
let generation = 0;
/** Forces make round shapes and screens are wide: what is shown is stretched by these. */
let [stretchX, stretchY] = [1, 1];
let timer: ReturnType<typeof setTimeout> | undefined;

addEventListener('message', ({ data }: MessageEvent<ToLayout>) => {
  switch (data.type) {
    case 'start':
      start(data);
      break;
    case 'pin': {
      const node = nodes[data.node];
      if (node === undefined || simulation === null) return;
      node.fx = data.x / stretchX;
      node.fy = data.y / stretchY;
      simulation.alpha(Math.max(simulation.alpha(), 0.12));
      timer ??= setTimeout(run, 0);
      break;
    }
    case 'release': {
      const node = nodes[data.node];
      if (node === undefined || simulation === null) return;
      node.fx = node.fy = null;
      simulation.alpha(Math.max(simulation.alpha(), 0.2));
      timer ??= setTimeout(run, 0);
      break;
    }
    case 'stop':
      clearTimeout(timer);
      timer = undefined;
      simulation = null;
  }
});

function start(message: Extract<ToLayout, { type: 'start' }>): void {
  clearTimeout(timer);
  timer = undefined;
  generation = message.generation;
  const { positions, pairs, count, boxed } = message;
  stretchX = Math.sqrt(Math.max(0.7, Math.min(1.8, message.aspect)));
  stretchY = 1 / stretchX;
  nodes = Array.from({ length: count }, () => ({ degree: 0 }));
  let known = 0;
  for (const [index, node] of nodes.entries()) {
    if (Number.isNaN(positions[2 * index]!)) continue;
    node.x = positions[2 * index]! / stretchX;
    node.y = positions[2 * index + 1]! / stretchY;
    known++;
  }
  const links: SimulationLinkDatum<Node>[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const [source, target] = [pairs[at]!, pairs[at + 1]!];
    nodes[source]!.degree++;
    nodes[target]!.degree++;
    links.push({ source, target });
  }
  if (known > 0) {
    // A new node starts beside one that it talks to.
    for (const { source, target } of links as { source: number; target: number }[]) {
      near(nodes[source]!, nodes[target]!);
      near(nodes[target]!, nodes[source]!);
    }
  }

  const reach = boxed ? 150 : 34;
  const strength = boxed ? -900 : count > 3000 ? -45 : -90;
  simulation = forceSimulation(nodes)
    .stop()
    .alpha(known > count / 2 ? 0.15 : 1)
    // Larger graphs take longer steps: about 300 of them for some hundred nodes, 120 for ten thousand.
    .alphaDecay(1 - 0.001 ** (1 / (count > 5000 ? 120 : count > 1500 ? 200 : 300)))
    .force(
      'link',
      forceLink<Node, SimulationLinkDatum<Node>>(links).distance(({ source, target }) => {
        const [a, b] = [source as Node, target as Node];
        // Leaves of a hub need room round it.
        return reach + 2.2 * Math.sqrt(Math.max(a.degree, b.degree)) * (boxed ? 4 : 3);
      }),
    )
    .force(
      'charge',
      forceManyBody<Node>()
        .strength(strength)
        .theta(count > 3000 ? 1.2 : 0.9),
    )
    .force('collide', forceCollide<Node>((node) => (boxed ? 46 : 5 + Math.sqrt(node.degree))).iterations(1))
    // Pulls parts together that nothing links.
    .force('x', forceX<Node>(0).strength(boxed ? 0.045 : 0.04))
    .force('y', forceY<Node>(0).strength(boxed ? 0.045 : 0.04));

  const until = performance.now() + (known > 0 ? 0 : hidden);
  while (performance.now() < until && simulation.alpha() > 0.02) simulation.tick();
  run();
}

function near(node: Node, other: Node): void {
  if (node.x !== undefined || other.x === undefined) return;
  node.x = other.x + (Math.random() - 0.5) * 60;
  node.y = other.y! + (Math.random() - 0.5) * 60;
}

function run(): void {
  timer = undefined;
  if (simulation === null) return;
  const until = performance.now() + pause - 8;
  do simulation.tick();
  while (performance.now() < until && simulation.alpha() > simulation.alphaMin());
  const settled = simulation.alpha() <= simulation.alphaMin();
  const positions = new Float32Array(2 * nodes.length);
  for (const [index, node] of nodes.entries()) {
    positions[2 * index] = node.x! * stretchX;
    positions[2 * index + 1] = node.y! * stretchY;
  }
  const message: FromLayout = { generation, positions, settled };
  postMessage(message, { transfer: [positions.buffer] });
  if (!settled) timer = setTimeout(run, 8);
}
