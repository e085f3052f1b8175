/**
 * Reads a text/event-stream that comes in pieces cut anywhere (HTML, Server-sent events).
 * ```
 * event: progress
 * data: {"state":"running","percent":40,"rowsRead":1200000,"rowsToRead":3000000,"bytesScanned":null,"elapsedMs":120}
 * ```
 */
export class EventReader {
  /** The line that has not ended, in the pieces it came in: a result has megabytes in one line, and each piece is looked at once. */
  #open: string[] = [];
  #afterReturn = false;
  #event = '';
  #data: string[] = [];
  readonly #take: (event: string, data: string) => void;

  constructor(take: (event: string, data: string) => void) {
    this.#take = take;
  }

  push(piece: string): void {
    if (piece === '') return;
    // \r\n may be cut in the middle: its \r has ended the line, its \n ends none.
    const rest = this.#afterReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.#afterReturn = piece.endsWith('\r');
    const lines = rest.split(/\r\n|\n|\r/);
    this.#open.push(lines[0]!);
    if (lines.length === 1) return;
    this.#line(this.#open.join(''));
    for (const line of lines.slice(1, -1)) this.#line(line);
    this.#open = [lines.at(-1)!];
  }

  #line(line: string): void {
    if (line === '') {
      if (this.#data.length > 0) this.#take(this.#event || 'message', this.#data.join('\n'));
      this.#event = '';
      this.#data = [];
      return;
    }
    if (line.startsWith(':')) return;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
  }
}
