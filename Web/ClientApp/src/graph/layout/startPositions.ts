/** Where nodes begin: those with a place keep it, one without begins beside one that it talks to, the rest on a spiral (as d3-force has it). */
export function startPositions(
  ids: readonly string[],
  places: ReadonlyMap<string, readonly [number, number]>,
  pairs: Uint32Array,
): { positions: Float32Array<ArrayBuffer>; known: number } {
  const positions = new Float32Array(2 * ids.length).fill(NaN);
  let known = 0;
  for (const [at, id] of ids.entries()) {
    const place = places.get(id);
    if (place === undefined) continue;
    [positions[2 * at], positions[2 * at + 1]] = place;
    known++;
  }
  if (known > 0) {
    for (let at = 0; at < pairs.length; at += 2) {
      beside(positions, pairs[at]!, pairs[at + 1]!);
      beside(positions, pairs[at + 1]!, pairs[at]!);
    }
  }
  for (let node = 0; node < ids.length; node++) {
    if (!Number.isNaN(positions[2 * node]!)) continue;
    const [radius, angle] = [10 * Math.sqrt(0.5 + node), node * goldenAngle];
    positions[2 * node] = radius * Math.cos(angle);
    positions[2 * node + 1] = radius * Math.sin(angle);
  }
  return { positions, known };
}

const goldenAngle = Math.PI * (3 - Math.sqrt(5));

function beside(positions: Float32Array, node: number, other: number): void {
  if (!Number.isNaN(positions[2 * node]!) || Number.isNaN(positions[2 * other]!)) return;
  const angle = node * goldenAngle;
  positions[2 * node] = positions[2 * other]! + 40 * Math.cos(angle);
  positions[2 * node + 1] = positions[2 * other + 1]! + 40 * Math.sin(angle);
}
