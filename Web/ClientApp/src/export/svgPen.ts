import { KeptPath, type Pen } from '../drawing/pen';
import { escape } from './xml';

const n = (value: number): string => String(Math.round(value * 100) / 100);

/** Writes down as SVG what would be drawn on a canvas, so that one drawing serves for both. It knows of a canvas what Pen has, and no more. */
export class SvgPen implements Pen {
  fillStyle: Pen['fillStyle'] = '#000';
  strokeStyle: Pen['strokeStyle'] = '#000';
  globalAlpha = 1;
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'miter';
  font = '10px sans-serif';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  readonly #measure: Pen['measureText'];
  #dash: readonly number[] = [];
  #path = '';
  #out: string[] = [];

  constructor(measureText: Pen['measureText']) {
    this.#measure = measureText;
  }

  /** What was drawn since the last time. */
  take(): string {
    const drawn = this.#out.join('\n');
    this.#out = [];
    return drawn;
  }

  setLineDash(dash: Iterable<number>): void {
    this.#dash = [...dash];
  }

  beginPath(): void {
    this.#path = '';
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${n(x)} ${n(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `L${n(x)} ${n(y)}`;
  }

  closePath(): void {
    this.#path += 'Z';
  }

  /** Whole circles alone, as two halves: SVG has no arc that ends where it began. */
  arc(x: number, y: number, radius: number): void {
    const r = n(radius);
    this.#path += `M${n(x - radius)} ${n(y)}a${r} ${r} 0 1 0 ${n(2 * radius)} 0a${r} ${r} 0 1 0 ${n(-2 * radius)} 0Z`;
  }

  fill(path?: unknown): void {
    this.#draw(path, `fill="${String(this.fillStyle)}"${this.#alpha('fill')}`);
  }

  stroke(path?: unknown): void {
    this.#draw(path, `fill="none" ${this.#line()}`);
  }

  measureText(text: string): TextMetrics {
    return this.#measure(text);
  }

  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, `fill="${String(this.fillStyle)}"${this.#alpha('fill')}`);
  }

  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, `fill="none" ${this.#line()}`);
  }

  #draw(path: unknown, style: string): void {
    const d = path instanceof KeptPath ? path.d : this.#path;
    if (d !== '') this.#out.push(`<path d="${d}" ${style}/>`);
  }

  #text(text: string, x: number, y: number, style: string): void {
    const middle = this.textBaseline === 'middle' ? ' dy="0.35em"' : '';
    this.#out.push(
      `<text x="${n(x)}" y="${n(y)}"${middle} style="font:${escape(this.font)}" ${style}>${escape(text)}</text>`,
    );
  }

  #line(): string {
    const dash = this.#dash.length === 0 ? '' : ` stroke-dasharray="${this.#dash.map(n).join(' ')}"`;
    return `stroke="${String(this.strokeStyle)}" stroke-width="${n(this.lineWidth)}" stroke-linejoin="${this.lineJoin}"${this.#alpha('stroke')}${dash}`;
  }

  #alpha(of: 'fill' | 'stroke'): string {
    return this.globalAlpha === 1 ? '' : ` ${of}-opacity="${n(this.globalAlpha)}"`;
  }
}
