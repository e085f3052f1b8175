import type { MapPalette } from './colours';

interface Flight {
  way: Float32Array;
  rejected: boolean;
  size: number;
  start: number;
  duration: number;
}

/** As many dots as an eye can follow; further ones wait for none, they are left out. */
const maximum = 150;

/** The dots that fly along the arcs, and the ring where each arrives. */
export class Flights {
  #flights: Flight[] = [];
  #now = performance.now();

  get active(): boolean {
    return this.#flights.length > 0;
  }

  clear(): void {
    this.#flights = [];
  }

  /** @param wayOf is asked only when the dot will fly: projecting a way costs more than drawing it. */
  add(wayOf: () => Float32Array, rejected: boolean, flows: number): void {
    if (this.#flights.length >= maximum) return;
    const way = wayOf();
    if (way.length < 4) return;
    this.#flights.push({
      way,
      rejected,
      size: Math.min(4, 1.5 + 0.6 * Math.log2(1 + flows)),
      start: Math.max(this.#now, performance.now()) + Math.random() * 220,
      duration: 1100 + Math.random() * 500,
    });
  }

  draw(context: CanvasRenderingContext2D, now: number, zoom: number, palette: MapPalette): void {
    this.#now = now;
    this.#flights = this.#flights.filter((flight) => now < flight.start + flight.duration + 500);
    for (const flight of this.#flights) {
      const t = (now - flight.start) / flight.duration;
      if (t < 0) continue;
      const colour = flight.rejected ? palette.reject : palette.accept;
      if (t <= 1) tail(context, flight, t, zoom, colour, palette.halo);
      else ring(context, flight, ((t - 1) * flight.duration) / 500, zoom, colour);
    }
    context.globalAlpha = 1;
  }
}

function tail(
  context: CanvasRenderingContext2D,
  flight: Flight,
  t: number,
  zoom: number,
  colour: string,
  halo: string,
): void {
  const points = flight.way.length / 2;
  const head = Math.min(points - 1, t * (points - 1));
  context.strokeStyle = colour;
  context.lineWidth = (flight.size * 0.8) / zoom;
  context.globalAlpha = 0.5;
  context.beginPath();
  let pen = false;
  for (let index = Math.max(0, Math.ceil(head - 4)); index <= Math.floor(head); index++) {
    const x = flight.way[index * 2]!;
    if (Number.isNaN(x)) pen = false;
    else if (pen) context.lineTo(x, flight.way[index * 2 + 1]!);
    else {
      context.moveTo(x, flight.way[index * 2 + 1]!);
      pen = true;
    }
  }
  const [x, y] = between(flight.way, head);
  if (Number.isNaN(x)) {
    context.stroke();
    return;
  }
  if (pen) context.lineTo(x, y);
  context.stroke();
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(x, y, flight.size / zoom, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 0.8 / zoom;
  context.strokeStyle = halo;
  context.stroke();
}

function ring(context: CanvasRenderingContext2D, flight: Flight, t: number, zoom: number, colour: string): void {
  const at = flight.way.length - 2;
  context.globalAlpha = 0.7 * (1 - Math.min(1, t));
  context.strokeStyle = colour;
  context.lineWidth = 1.4 / zoom;
  context.beginPath();
  context.arc(flight.way[at]!, flight.way[at + 1]!, (6 + 9 * t) / zoom, 0, 2 * Math.PI);
  context.stroke();
}

function between(way: Float32Array, at: number): [number, number] {
  const index = Math.floor(at) * 2;
  const share = at - Math.floor(at);
  const [x, y] = [way[index]!, way[index + 1]!];
  return share === 0 ? [x, y] : [x + (way[index + 2]! - x) * share, y + (way[index + 3]! - y) * share];
}
