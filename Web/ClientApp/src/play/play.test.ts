import { expect, test } from 'vitest';
import { Answers } from './answers';
import { barsOf, countIn, fitBars } from './histogram';
import { Player } from './player';
import { firstWindow, lengthText, moveTo, niceWidth, sizeTo, step, type Span } from './timeline';

const minute = 60_000;
const hour = 60 * minute;
const random = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
};

test('Whatever is dragged, the window stays in the range, on the grid, and at least a piece long', () => {
  const next = random(7);
  for (let run = 0; run < 2000; run++) {
    const from = Math.floor(next() * 1e9);
    const range: Span = { from, to: from + 2 * hour + Math.floor(next() * 300 * hour) };
    const grid = niceWidth(range, 120);
    let window = firstWindow(range);
    expect(window.from).toBeGreaterThanOrEqual(range.from);
    expect(window.to).toBeLessThanOrEqual(range.to);
    for (let drag = 0; drag < 5; drag++) {
      const time = range.from + (next() * 1.4 - 0.2) * (range.to - range.from);
      const way = next();
      const before = window.to - window.from;
      window =
        way < 0.4 ? moveTo(window, time, grid, range) : sizeTo(window, way < 0.7 ? 'from' : 'to', time, grid, range);
      if (way < 0.4) {
        expect(window.to - window.from).toBe(before);
        expect(window.from % grid).toBe(0);
      }
      expect(window.to - window.from).toBeGreaterThanOrEqual(grid);
      expect(window.from).toBeGreaterThan(range.from - grid);
      expect(window.to).toBeLessThanOrEqual(range.to + grid);
    }
  }
});

test('Steps meet, and end where the range ends', () => {
  const range = { from: 0, to: 10 * hour + 1 };
  let window: Span | null = { from: 0, to: 3 * hour };
  const seen: Span[] = [];
  while (window !== null) {
    seen.push(window);
    window = step(window, 1, range);
  }
  expect(seen.map(({ from, to }) => [from / hour, to / hour])).toEqual([
    [0, 3],
    [3, 6],
    [6, 9],
    [9, 12],
  ]);
  expect(step(seen[0]!, -1, range)).toBeNull();
});

test('A range has at most as many pieces as asked, of a length that has a name', () => {
  for (const length of [hour, 24 * hour, 72 * hour, 900 * hour, 80_000 * hour]) {
    const width = niceWidth({ from: 0, to: length }, 200);
    expect(length / width).toBeLessThanOrEqual(200);
    expect(lengthText(width)).toMatch(/^\d+ (?:min|h|days?)$/);
  }
});

test('Answers are asked once, bounded in number and weight, and a failed one is asked again', async () => {
  const asked: number[] = [];
  const aborted: number[] = [];
  let fail = false;
  const answers = new Answers<number>(
    async ({ from }, signal) => {
      asked.push(from);
      signal.addEventListener('abort', () => aborted.push(from));
      await Promise.resolve();
      if (fail) throw new Error('no');
      return from;
    },
    () => 10,
    { most: 4, heaviest: 35 },
  );
  const at = (from: number): Span => ({ from, to: from + 1 });
  for (const from of [1, 2, 1, 3, 1, 4, 5]) expect(await answers.get(at(from))).toBe(from);
  expect(asked).toEqual([1, 2, 3, 4, 5]);
  expect(answers.size).toBe(3);
  expect(answers.has(at(1))).toBe(true);
  expect(answers.has(at(2))).toBe(false);
  fail = true;
  await expect(answers.get(at(9))).rejects.toThrow('no');
  fail = false;
  expect(await answers.get(at(9))).toBe(9);
  for (const from of [20, 21, 22, 23]) answers.prefetch(at(from));
  expect(asked.slice(-2)).toEqual([20, 21]);
  answers.clear();
  expect(aborted).toContain(20);
});

test('A play shows each window in turn, waits for each answer, asks ahead, and stops at the end', async () => {
  const range = { from: 0, to: 5 * hour };
  const shown: number[] = [];
  const early = new Set<number>();
  let window: Span | null = null;
  let ends = 0;
  const player = new Player(
    {
      window: () => window,
      range: () => range,
      show: async (next) => {
        await Promise.resolve();
        if (next.from > 0) expect(early.has(next.from)).toBe(true);
        window = next;
        shown.push(next.from / hour);
      },
      prefetch: (next) => early.add(next.from),
      ended: () => ends++,
    },
    async () => Promise.resolve(),
  );
  await player.play({ from: 0, to: hour });
  expect(shown).toEqual([0, 1, 2, 3, 4]);
  expect([ends, player.playing]).toEqual([1, false]);
  await player.play({ from: 0, to: hour });
  expect(shown.slice(5)).toEqual([0, 1, 2, 3, 4]);
});

test('A pause ends the play at once', async () => {
  let window: Span | null = null;
  const player = new Player(
    {
      window: () => window,
      range: () => ({ from: 0, to: 100 * hour }),
      show: async (next) => {
        window = next;
        if (next.from === 3 * hour) player.pause();
        await Promise.resolve();
      },
      prefetch: () => undefined,
      ended: () => expect.fail('it was paused'),
    },
    async () => Promise.resolve(),
  );
  await player.play({ from: 0, to: hour });
  expect(window).toEqual({ from: 3 * hour, to: 4 * hour });
});

test('Bars that are joined keep their sums, and a window is counted only where it cuts no bar', () => {
  const bars = barsOf(
    {
      bucketSeconds: 60,
      buckets: Array.from({ length: 100 }, (_, index) => index * 60),
      series: [
        { values: ['accept'], flows: Array<number>(100).fill(2), packets: [], bytes: [] },
        { values: ['reject'], flows: Array<number>(100).fill(1), packets: [], bytes: [] },
        { values: [null], flows: Array<number>(100).fill(4), packets: [], bytes: [] },
      ],
    },
    'flows',
  );
  const fitted = fitBars(bars, 30);
  expect(fitted.length).toBeLessThanOrEqual(30);
  expect(fitted.reduce((sum, bar) => sum + bar.accepted + bar.rejected + bar.other, 0)).toBe(700);
  expect([fitted[0]!.from, fitted.at(-1)!.to]).toEqual([0, 100 * minute]);
  expect(countIn(bars, { from: 10 * minute, to: 20 * minute })).toBe(70);
  expect(countIn(bars, { from: 10.5 * minute, to: 20 * minute })).toBeNull();
});
