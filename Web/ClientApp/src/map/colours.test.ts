import { expect, test } from 'vitest';
import { legendTicks, palettes, rampColour, scale } from './colours';

test('The ramp ends in the ancestor’s red', () => {
  expect(rampColour(palettes.light.ramp, 1)).toBe('rgb(180 9 55)');
});

test('The scale rises from 0 to 1 and never leaves them', () => {
  let last = -1;
  for (let value = 0; value <= 5000; value += 7) {
    const at = scale(value, 5000);
    expect(at).toBeGreaterThan(last);
    expect(at).toBeLessThanOrEqual(1);
    last = at;
  }
  expect(scale(5000, 5000)).toBe(1);
  expect(scale(0, 0)).toBe(0);
});

test('Legend numbers rise, end in the most, and do not overlap', () => {
  for (const most of [1, 2, 9, 10, 57, 1000, 35_394, 4_000_000]) {
    const ticks = legendTicks(most);
    expect(ticks.at(-1)).toBe(most);
    expect(ticks[0]).toBe(1);
    for (let index = 1; index < ticks.length; index++) {
      expect(scale(ticks[index]!, most) - scale(ticks[index - 1]!, most), `${most}`).toBeGreaterThan(0.1);
    }
    expect(ticks.length).toBeLessThanOrEqual(6);
    // Longer texts need more room.
    const wide = legendTicks(most, 0.27);
    for (let index = 1; index < wide.length; index++)
      expect(scale(wide[index]!, most) - scale(wide[index - 1]!, most), `${most}`).toBeGreaterThanOrEqual(0.18);
  }
  expect(legendTicks(0)).toEqual([]);
});
