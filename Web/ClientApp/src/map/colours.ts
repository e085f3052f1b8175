export interface MapPalette {
  sea: string;
  outline: string;
  border: string;
  land: string;
  /** The choropleth from one event to the most; the light one is the ancestor's, white to #B40937. */
  ramp: readonly string[];
  accept: string;
  reject: string;
  text: string;
  halo: string;
  region: string;
  /** A region that has nothing to do with what is shown. */
  idleRegion: string;
}

export const palettes: Record<'light' | 'dark', MapPalette> = {
  light: {
    sea: '#eef2f7',
    outline: '#d5dce6',
    border: '#c5cdd9',
    land: '#ffffff',
    ramp: ['#fdf3f5', '#f6cfd9', '#e993a9', '#d24a70', '#b40937'],
    accept: '#00707a',
    reject: '#740b34',
    text: '#1d2430',
    halo: '#ffffff',
    region: '#1f48c8',
    idleRegion: '#6b7aa3',
  },
  dark: {
    sea: '#0f141d',
    outline: '#1d2532',
    border: '#323c4c',
    land: '#1a212d',
    ramp: ['#2a1e2b', '#4b1a31', '#7a1538', '#b40937', '#ee3a68'],
    accept: '#4cd7cc',
    reject: '#ff9db3',
    text: '#e8ecf3',
    halo: '#0c0f15',
    region: '#8fb0ff',
    idleRegion: '#7d8bab',
  },
};

/**
 * Where a count stands between 0 (none) and 1 (the most), by the square root: linear, one busy country turns all others white;
 * logarithmic, a country with a hundredth of it looks nearly as busy.
 */
export const scale = (value: number, most: number): number =>
  value <= 0 ? 0 : Math.sqrt(Math.min(1, value / Math.max(1, most)));

/** A colour of the ramp; 0 is its first, 1 its last. */
export function rampColour(ramp: readonly string[], at: number): string {
  const place = Math.min(1, Math.max(0, at)) * (ramp.length - 1);
  const index = Math.min(ramp.length - 2, Math.floor(place));
  const [low, high] = [channels(ramp[index]!), channels(ramp[index + 1]!)];
  const mixed = low.map((value, channel) => Math.round(value + (high[channel]! - value) * (place - index)));
  return `rgb(${mixed.join(' ')})`;
}

/** Numbers for the legend, each far enough from the next: round ones between one event and the most. */
export function legendTicks(most: number, room = 0.18): number[] {
  if (most < 1) return [];
  const ticks = [most];
  for (let power = 10 ** Math.floor(Math.log10(most)); power >= 1; power /= 10) {
    for (const step of [5, 2, 1]) {
      const tick = step * power;
      if (
        tick < most &&
        scale(ticks[0]!, most) - scale(tick, most) >= (ticks[0] === most ? room + 0.08 : room) &&
        scale(tick, most) - scale(1, most) >= (room * 2) / 3
      )
        ticks.unshift(tick);
    }
  }
  return ticks[0] === 1 ? ticks : [1, ...ticks];
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
