/** A quadratic Bézier curve: from (x0, y0) to (x2, y2), drawn towards (x1, y1). */
export interface Curve {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/**
 * How far each of n parallel links bows, as a share of its length. A link's reverse bows to the other side by itself, because
 * "left" turns round with the direction. However many there are, none bows further than 0.75.
 */
export function spread(n: number): number[] {
  if (n <= 1) return [0.16];
  const last = Math.min(0.75, 0.16 + 0.14 * (n - 1));
  return Array.from({ length: n }, (_, index) => 0.08 + ((last - 0.08) * index) / (n - 1));
}

export function curveBetween(ax: number, ay: number, bx: number, by: number, bend: number, out: Curve): Curve {
  const [dx, dy] = [bx - ax, by - ay];
  out.x0 = ax;
  out.y0 = ay;
  out.x2 = bx;
  out.y2 = by;
  if (dx === 0 && dy === 0) {
    // An address that talks to itself: a loop above it.
    const size = 60 + 80 * bend;
    out.x0 -= 1;
    out.x2 += 1;
    out.x1 = ax + size * 0.6;
    out.y1 = ay - size;
  } else {
    // The control point lies twice as far out as the curve's middle.
    out.x1 = (ax + bx) / 2 + dy * bend;
    out.y1 = (ay + by) / 2 - dx * bend;
  }
  return out;
}

export function pointAt(curve: Curve, t: number): [number, number] {
  const u = 1 - t;
  return [
    u * u * curve.x0 + 2 * u * t * curve.x1 + t * t * curve.x2,
    u * u * curve.y0 + 2 * u * t * curve.y1 + t * t * curve.y2,
  ];
}

/** The direction of travel at t, radians. */
export function angleAt(curve: Curve, t: number): number {
  const u = 1 - t;
  return Math.atan2(
    u * (curve.y1 - curve.y0) + t * (curve.y2 - curve.y1),
    u * (curve.x1 - curve.x0) + t * (curve.x2 - curve.x1),
  );
}

/** The same line as a direction in which text is never upside down: −90° to 90°. */
export function upright(angle: number): number {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle <= -Math.PI / 2 ? angle + Math.PI : angle;
}

/** The distance from a point to the curve, by sixteen chords: more exact than a pointer. */
export function distanceTo(curve: Curve, x: number, y: number): number {
  const chords = 16;
  let nearest = Infinity;
  let [ax, ay] = [curve.x0, curve.y0];
  for (let index = 1; index <= chords; index++) {
    const [bx, by] = pointAt(curve, index / chords);
    nearest = Math.min(nearest, distanceToChord(x, y, ax, ay, bx, by));
    [ax, ay] = [bx, by];
  }
  return nearest;
}

function distanceToChord(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** The last t at which the curve is still outside a box around its end; where an arrow's tip belongs. */
export function leavesBox(curve: Curve, halfWidth: number, halfHeight: number): number {
  let [low, high] = [0.5, 1];
  for (let step = 0; step < 7; step++) {
    const middle = (low + high) / 2;
    const [x, y] = pointAt(curve, middle);
    if (Math.abs(x - curve.x2) > halfWidth || Math.abs(y - curve.y2) > halfHeight) low = middle;
    else high = middle;
  }
  return low;
}
