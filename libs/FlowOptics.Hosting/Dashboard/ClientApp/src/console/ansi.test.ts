import { describe, expect, it } from 'vitest';
import { pieces, plain } from './ansi';

describe('pieces', () => {
  it('leaves a plain line whole', () => {
    expect(pieces('hello [1]')).toEqual([{ text: 'hello [1]', style: '' }]);
  });

  it("reads .NET's console logger", () => {
    const line = '\x1b[40m\x1b[1m\x1b[33mwarn\x1b[39m\x1b[22m\x1b[49m: Ingestor[12]';
    expect(pieces(line)).toEqual([
      { text: 'warn', style: 'fg-3 bold' },
      { text: ': Ingestor[12]', style: '' },
    ]);
  });

  it('keeps a background, bright colours and several codes in one sequence', () => {
    expect(pieces('\x1b[41;97mfail\x1b[m done')).toEqual([
      { text: 'fail', style: 'fg-7 bg-1' },
      { text: ' done', style: '' },
    ]);
  });

  it('drops sequences that move the cursor, and never loses text', () => {
    expect(
      pieces('a\x1b[2Kb\x1b[1;1Hc')
        .map((piece) => piece.text)
        .join(''),
    ).toBe('abc');
    expect(pieces('')).toEqual([]);
  });
});

describe('plain', () => {
  it('is the text of all pieces', () => {
    const line = '\x1b[32minfo\x1b[0m: x';
    expect(plain(line)).toBe(
      pieces(line)
        .map((piece) => piece.text)
        .join(''),
    );
  });
});
