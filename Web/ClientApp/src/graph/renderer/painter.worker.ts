import type { Drawing, Sight } from './drawing';
import { paintLinks } from './paintLinks';
import { paintNodes } from './paintNodes';
import type { Painted, PaintJob, ToPainter } from './painterMessages';

/** After so long it looks whether a newer picture is wanted. */
const slice = 24;

let drawing: Drawing | null = null;
let generation = 0;
/** The newest job of each layer that waits. */
const waiting = new Map<string, PaintJob>();
let running = false;
let canvas = new OffscreenCanvas(1, 1);

addEventListener('message', ({ data }: MessageEvent<ToPainter>) => {
  if (data.type === 'drawing') {
    ({ drawing, generation } = data);
    waiting.clear();
    return;
  }
  waiting.set(data.layer, data);
  if (!running) void run();
});

async function run(): Promise<void> {
  running = true;
  for (;;) {
    // What is lit is small, and somebody points at it.
    const job = waiting.get('lit') ?? waiting.get('base');
    if (job === undefined) break;
    waiting.delete(job.layer);
    await paint(job);
  }
  running = false;
}

async function paint(job: PaintJob): Promise<void> {
  if (drawing === null || job.generation !== generation) return;
  const started = performance.now();
  const [width, height] = [job.width + 2 * job.margin, job.height + 2 * job.margin];
  const pixels = [Math.max(1, Math.round(width * job.ratio)), Math.max(1, Math.round(height * job.ratio))] as const;
  if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) canvas = new OffscreenCanvas(...pixels);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(job.ratio, 0, 0, job.ratio, 0, 0);
  const camera = { ...job.camera, x: job.camera.x + job.margin, y: job.camera.y + job.margin };
  const sight: Sight = { drawing, positions: job.positions, camera, width, height };
  let until = performance.now() + slice;
  for (const _ of steps(context, sight, job)) {
    if (performance.now() < until) continue;
    await turn();
    if (job.generation !== generation || waiting.has(job.layer) || (job.layer === 'base' && waiting.has('lit'))) {
      // Given up: a newer picture of this layer is wanted, or a lit one first and then this again.
      if (job.generation === generation && !waiting.has(job.layer)) waiting.set(job.layer, job);
      return;
    }
    until = performance.now() + slice;
  }
  const bitmap = canvas.transferToImageBitmap();
  const painted: Painted = {
    layer: job.layer,
    generation,
    bitmap,
    camera: job.camera,
    margin: job.margin,
    width,
    height,
    milliseconds: performance.now() - started,
  };
  postMessage(painted, { transfer: [bitmap] });
}

function* steps(context: OffscreenCanvasRenderingContext2D, sight: Sight, job: PaintJob): Generator<void, void> {
  yield* paintLinks(context, sight, {
    palette: job.palette,
    links: job.links,
    draft: job.draft,
    lit: job.layer === 'lit',
  });
  // Boxes with names are the overlay's: they would hide what is painted here.
  if (sight.drawing.boxes === null)
    yield* paintNodes(context, sight, job.palette, job.nodes === null ? null : new Set(job.nodes));
}

const channel = new MessageChannel();
/** Lets messages in that have come meanwhile; a timer would wait 4 ms. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
