import { describe, expect, it } from 'vitest';
import { append, filter, mostLines, type Line } from './lines';

const line = (n: number, text = `line ${n}`): Line => ({ n, t: 0, e: false, text });

describe('append', () => {
  it('leaves out what a reconnect repeats', () => {
    expect(append([line(1), line(2)], [line(2), line(3)]).map((l) => l.n)).toEqual([1, 2, 3]);
  });

  it('keeps the newest lines only', () => {
    const many = Array.from({ length: mostLines }, (_, i) => line(i + 1));
    const result = append(many, [line(mostLines + 1)]);
    expect(result).toHaveLength(mostLines);
    expect(result[0]!.n).toBe(2);
    expect(result.at(-1)!.n).toBe(mostLines + 1);
  });

  it('gives the same array back where nothing is new, so that nothing is drawn again', () => {
    const known = [line(1)];
    expect(append(known, [line(1)])).toBe(known);
  });
});

describe('filter', () => {
  it('looks at the text without its colours and its case', () => {
    const lines = [line(1, '\x1b[33mwa\x1b[0mrn: X'), line(2, 'info: y')];
    expect(filter(lines, ' WARN ').map((l) => l.n)).toEqual([1]);
    expect(filter(lines, '')).toBe(lines);
  });
});
