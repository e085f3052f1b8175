/**
 * Pushes boxes apart until none covers another: half of the way each, along the shorter way out. Positions are of the layout, boxes in pixels of a
 * picture that shows the layout at scale k. What is fixed stays, and the other gives way.
 */
export function separate(
  positions: Float32Array,
  boxes: Float32Array,
  k: number,
  fixed: (node: number) => boolean,
  rounds = 24,
): void {
  const count = positions.length / 2;
  const gap = 7;
  for (let round = 0; round < rounds; round++) {
    let moved = false;
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) {
        const dx = (positions[2 * b]! - positions[2 * a]!) * k;
        const dy = (positions[2 * b + 1]! - positions[2 * a + 1]!) * k;
        const overX = boxes[2 * a]! + boxes[2 * b]! + gap - Math.abs(dx);
        const overY = boxes[2 * a + 1]! + boxes[2 * b + 1]! + gap - Math.abs(dy);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        const [stayA, stayB] = [fixed(a), fixed(b)];
        if (stayA && stayB) continue;
        const axis = overX < overY ? 0 : 1;
        const way = ((axis === 0 ? overX * sign(dx, a, b) : overY * sign(dy, a, b)) / k) * (stayA || stayB ? 1 : 0.5);
        if (!stayA) positions[2 * a + axis]! -= way;
        if (!stayB) positions[2 * b + axis]! += way;
      }
    }
    if (!moved) return;
  }
}

/** Two in the very same place part all the same, always the same way. */
const sign = (distance: number, a: number, b: number): number =>
  distance === 0 ? (a < b ? 1 : -1) : Math.sign(distance);
