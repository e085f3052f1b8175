/** A piece of a console line in one look. */
export interface Piece {
  text: string;
  /** CSS classes: `fg-1`, `bg-4`, `bold`; empty for plain text. */
  style: string;
}

// CSI sequences; only SGR ("m") changes the look, the others are dropped.
const ESCAPE = /\x1b\[([0-9;]*)([A-Za-z])/g;

/**
 * Splits a line at its SGR escape sequences (ECMA-48, 8.3.117), e.g. .NET's console logger writes
 * `\x1b[40m\x1b[33mwarn\x1b[39m\x1b[22m\x1b[49m: Category[1]`. Black as background means "the terminal's own".
 */
export function pieces(line: string): Piece[] {
  const result: Piece[] = [];
  let foreground = '';
  let background = '';
  let bold = false;
  let from = 0;
  const take = (to: number) => {
    if (to > from) {
      const style = [foreground, background, bold ? 'bold' : ''].filter(Boolean).join(' ');
      result.push({ text: line.slice(from, to), style });
    }
  };

  for (const match of line.matchAll(ESCAPE)) {
    take(match.index);
    from = match.index + match[0].length;
    if (match[2] !== 'm') continue;
    for (const code of match[1] === '' ? [0] : match[1]!.split(';').map(Number)) {
      if (code === 0) {
        foreground = background = '';
        bold = false;
      } else if (code === 1) bold = true;
      else if (code === 22) bold = false;
      else if (code === 39) foreground = '';
      else if (code === 49 || code === 40) background = '';
      else if (code >= 30 && code <= 37) foreground = `fg-${code - 30}`;
      else if (code >= 90 && code <= 97) foreground = `fg-${code - 90}`;
      else if (code >= 41 && code <= 47) background = `bg-${code - 40}`;
    }
  }

  take(line.length);
  return result;
}

/** The line as it is searched: without escape sequences. */
export function plain(line: string): string {
  return line.includes('\x1b') ? line.replace(ESCAPE, '') : line;
}
