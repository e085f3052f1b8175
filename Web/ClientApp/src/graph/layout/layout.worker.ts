import { simulationOf, type LayoutNode } from './forces';
import { fitCamera } from '../renderer/camera';
import { separate } from './separate';
import type { Simulation } from './simulation';
import type { FromLayout, ToLayout } from './messages';

/** At most 20 pictures a second: more cost the page more than they show. */
const shown = 42;
const pause = 8;
/** The layout has moved into shape a little before it is shown at all, so that the first picture is no knot. */
const hidden = 60;

let simulation: Simulation<LayoutNode> | null = null;
let nodes: LayoutNode[] = [];
let generation = 0;
let frozen = false;
let view: Pick<Extract<ToLayout, { type: 'start' }>, 'boxes' | 'width' | 'height'> = {
  boxes: null,
  width: 1,
  height: 1,
};
let timer: ReturnType<typeof setTimeout> | undefined;

addEventListener('message', ({ data }: MessageEvent<ToLayout>) => {
  switch (data.type) {
    case 'start':
      start(data);
      break;
    case 'freeze':
      frozen = data.frozen;
      if (!frozen) wake(0.3);
      break;
    case 'stop':
      clearTimeout(timer);
      timer = undefined;
      break;
    default: {
      const node = nodes[data.node];
      if (node === undefined) return;
      node.fx = data.type === 'pin' ? data.x : null;
      node.fy = data.type === 'pin' ? data.y : null;
      wake(data.type === 'pin' ? 0.12 : 0.2);
    }
  }
});

function start(message: Extract<ToLayout, { type: 'start' }>): void {
  clearTimeout(timer);
  timer = undefined;
  ({ generation, frozen } = message);
  view = message;
  // What was cut off before it rested goes on from where it was.
  const left = simulation?.alpha ?? 0;
  ({ simulation, nodes } = simulationOf(message));
  if (message.warm) simulation.alpha = Math.max(simulation.alpha, left);
  run(message.warm ? shown : hidden);
}

function wake(alpha: number): void {
  if (simulation === null) return;
  simulation.alpha = Math.max(simulation.alpha, alpha);
  timer ??= setTimeout(run, 0);
}

function run(milliseconds = shown): void {
  timer = undefined;
  if (simulation === null) return;
  if (frozen) {
    for (const node of nodes) {
      if (node.fx == null) continue;
      node.x = node.fx;
      node.y = node.fy!;
    }
    post(true);
    return;
  }
  const until = performance.now() + milliseconds;
  do simulation.tick();
  while (performance.now() < until && !simulation.rests);
  const settled = simulation.rests;
  post(settled);
  if (!settled) timer = setTimeout(run, pause);
}

function post(settled: boolean): void {
  const positions = new Float32Array(2 * nodes.length);
  for (const [index, node] of nodes.entries()) {
    positions[2 * index] = node.x!;
    positions[2 * index + 1] = node.y!;
  }
  const { boxes, width, height } = view;
  if (boxes !== null && nodes.length > 1) {
    // Boxes keep their size on the screen, whatever the camera's distance: how much they overlap depends on it.
    const { k } = fitCamera(positions, width, height, true);
    separate(positions, boxes, k, (node) => nodes[node]!.fx != null);
  }
  const message: FromLayout = { generation, positions, settled };
  postMessage(message, { transfer: [positions.buffer] });
}
