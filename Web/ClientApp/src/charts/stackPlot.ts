import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { tick } from '../text/numbers';
import type { Zone } from '../text/times';
import { timeLabels, timeSteps } from './axis';
import { bucketAt, stacked } from './stack';

export interface Layer {
  colour: string;
  values: readonly number[];
  shown: boolean;
}

export interface StackInput {
  /** Begins of the buckets, Unix seconds, and their width. */
  times: readonly number[];
  bucketSeconds: number;
  layers: readonly Layer[];
  /** The sums of an earlier window, drawn as a line behind; null: none. */
  before: readonly number[] | null;
  zone: Zone;
  colours: { text: string; line: string; before: string };
}

export interface StackEvents {
  /** The bucket under the pointer or the keyboard's cursor, and where it is in pixels; null: none. */
  hover(bucket: number | null, left: number): void;
  brush(from: number, to: number): void;
}

/** Stacked steps over time, drawn by uPlot: each bucket is a sum, so it is as wide as its time, and level. */
export class StackPlot {
  readonly #root: HTMLElement;
  readonly #events: StackEvents;
  #plot: uPlot | undefined;
  #input: StackInput | undefined;
  #structure = '';

  constructor(root: HTMLElement, events: StackEvents) {
    this.#root = root;
    this.#events = events;
  }

  show(input: StackInput): void {
    const structure = JSON.stringify([
      input.layers.map(({ colour }) => colour),
      input.before !== null,
      input.zone,
      input.colours,
    ]);
    this.#input = input;
    if (this.#plot !== undefined && structure === this.#structure) {
      this.#plot.setData(dataOf(input));
      return;
    }
    this.#structure = structure;
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(input), dataOf(input), this.#root);
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#root;
    if (width > 0 && height > 0) this.#plot?.setSize({ width, height });
  }

  /** Puts the cursor into a bucket, as the pointer would; null takes it away. */
  point(bucket: number | null): void {
    if (this.#plot === undefined || this.#input === undefined) return;
    const { times, bucketSeconds } = this.#input;
    if (bucket === null) this.#plot.setCursor({ left: -10, top: -10 });
    else
      this.#plot.setCursor({
        left: this.#plot.valToPos(times[bucket]! + bucketSeconds / 2, 'x'),
        top: this.#plot.over.clientHeight / 2,
      });
  }

  /** Marks buckets as the mouse does, without zooming yet. */
  mark(first: number, last: number): void {
    if (this.#plot === undefined || this.#input === undefined) return;
    const { times, bucketSeconds } = this.#input;
    const left = this.#plot.valToPos(times[Math.min(first, last)]!, 'x');
    const right = this.#plot.valToPos(times[Math.max(first, last)]! + bucketSeconds, 'x');
    this.#plot.setSelect({ left, top: 0, width: right - left, height: this.#plot.over.clientHeight }, false);
  }

  unmark(): void {
    this.#plot?.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }

  destroy(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #options({ layers, before, zone, colours }: StackInput): uPlot.Options {
    const font = '11px system-ui, sans-serif';
    const grid = { stroke: colours.line, width: 1 };
    const stepped = uPlot.paths.stepped!({ align: 1 });
    return {
      width: Math.max(60, this.#root.clientWidth),
      height: Math.max(60, this.#root.clientHeight),
      padding: [10, 20, 0, 0],
      legend: { show: false },
      ...(zone === 'utc' ? { tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') } : {}),
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false, dist: 5 },
        dataIdx: (_plot, _series, _closest, x) => bucketAt(this.#input!.times, x),
      },
      scales: {
        x: { time: true, range: () => edgesOf(this.#input!) },
        y: { range: (_plot, _least, most) => [0, most > 0 ? most * 1.06 : 1] },
      },
      axes: [
        {
          stroke: colours.text,
          font,
          grid: { show: false },
          ticks: { stroke: colours.line, width: 1, size: 4 },
          space: 72,
          incrs: timeSteps,
          size: 40,
          values: (_plot, splits, _axis, _space, step) => timeLabels(splits, step, zone),
        },
        {
          stroke: colours.text,
          font,
          grid,
          ticks: { show: false },
          size: 50,
          space: 34,
          values: (_plot, splits) => splits.map(tick),
        },
      ],
      series: [
        {},
        ...layers.map(({ colour }, index) => ({
          stroke: colour,
          width: 0.5,
          paths: stepped,
          points: { show: false },
          ...(index === 0 ? { fill: colour } : {}),
        })),
        ...(before === null
          ? []
          : [{ stroke: colours.before, width: 1.4, dash: [5, 3], paths: stepped, points: { show: false } }]),
      ],
      // uPlot counts series from 1, as 0 is the time: each layer is filled down to the one below it.
      bands: layers.slice(1).map(({ colour }, index) => ({ series: [index + 2, index + 1], fill: colour })),
      hooks: {
        setCursor: [
          (plot) => {
            const { idx, left } = plot.cursor;
            const inside = left !== undefined && left !== null && left >= 0 && idx !== null && idx !== undefined;
            const last = this.#input!.times.length - 1;
            this.#events.hover(
              inside && last >= 0 ? Math.min(idx, last) : null,
              (left ?? 0) + plot.bbox.left / devicePixelRatio,
            );
          },
        ],
        setSelect: [
          (plot) => {
            const { left, width } = plot.select;
            if (width < 5) return;
            // Whole buckets: the numbers of the zoomed range are then those that were seen.
            const { times, bucketSeconds } = this.#input!;
            const [from, to] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
            this.#events.brush(times[bucketAt(times, from)]!, times[bucketAt(times, to)]! + bucketSeconds);
            this.unmark();
          },
        ],
      },
    };
  }
}

/** The last step needs an end to reach to: one more point, as high as the last bucket. */
function dataOf({ times, bucketSeconds, layers, before }: StackInput): uPlot.AlignedData {
  const longer = (values: readonly number[]): number[] => (values.length === 0 ? [] : [...values, values.at(-1)!]);
  const heights = stacked(
    layers.map(({ values }) => values),
    layers.map(({ shown }) => shown),
  );
  return [
    times.length === 0 ? [] : [...times, times.at(-1)! + bucketSeconds],
    ...heights.map(longer),
    ...(before === null ? [] : [longer(before)]),
  ];
}

function edgesOf({ times, bucketSeconds }: StackInput): [number, number] {
  return times.length === 0 ? [0, 1] : [times[0]!, times.at(-1)! + bucketSeconds];
}
