/**
 * Reads a text/event-stream that comes in pieces cut anywhere (HTML, Server-sent events).
 * ```
 * event: progress
 * data: {"state":"running","bytesScanned":0,"elapsedMs":120}
 * ```
 */
export class EventReader {
  #rest = '';
  #event = '';
  #data: string[] = [];
  readonly #take: (event: string, data: string) => void;

  constructor(take: (event: string, data: string) => void) {
    this.#take = take;
  }

  push(piece: string): void {
    this.#rest += piece;
    // A lone \r at the end may be half of \r\n: it waits for the next piece.
    const lines = this.#rest.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
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
