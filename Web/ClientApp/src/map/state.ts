import type { Action, Direction } from '../api/types';
import type { Span } from '../play/timeline';
import { formatSpan, numbers, oneOf, parseSpan, type Put } from '../state/query';

/** How live events are counted: those of the live window, of the last minutes, since the page was opened, or fading away. */
export type Counting = 'window' | '15m' | '5m' | '1m' | 'load' | 'fade';
export type MapList = 'countries' | 'cities' | 'networks' | 'ports';

export interface MapState {
  direction: Extract<Direction, 'inbound' | 'outbound'> | 'all';
  action: Exclude<Action, 'none'> | 'all';
  /** The selected country, ISO 3166-1 alpha-2. */
  country: string | null;
  /** Longitude, latitude of the middle, and zoom; null: the whole world. */
  camera: [number, number, number] | null;
  counting: Counting;
  /** The part of the range that the time slider shows; null: all of it. */
  window: Span | null;
  /** Steps a second of the play. */
  speed: number;
  list: MapList;
  /** The table in place of the picture. */
  table: boolean;
}

const countings = ['15m', '5m', '1m', 'load', 'fade'] as const;
const lists = ['cities', 'networks', 'ports'] as const;
export const speeds = [0.5, 1, 2, 4] as const;

export const initial: MapState = {
  direction: 'all',
  action: 'all',
  country: null,
  camera: null,
  counting: 'window',
  window: null,
  speed: 1,
  list: 'countries',
  table: false,
};

export function parse(query: URLSearchParams): MapState {
  return {
    direction: oneOf(query.get('direction'), ['inbound', 'outbound'], 'all'),
    action: oneOf(query.get('action'), ['accept', 'reject'], 'all'),
    country: query.get('country')?.toUpperCase() || null,
    camera: numbers(query.get('camera')),
    counting: oneOf(query.get('counts'), countings, 'window'),
    window: parseSpan(query.get('window')),
    speed: speeds.find((speed) => String(speed) === query.get('speed')) ?? initial.speed,
    list: oneOf(query.get('list'), lists, 'countries'),
    table: query.get('table') === '1',
  };
}

export function format(state: MapState, put: Put): void {
  put('direction', state.direction, 'all');
  put('action', state.action, 'all');
  put('country', state.country);
  put('camera', state.camera?.map((value) => String(Math.round(value * 100) / 100)).join(',') ?? null);
  put('counts', state.counting, 'window');
  put('window', formatSpan(state.window));
  put('speed', String(state.speed), '1');
  put('list', state.list, 'countries');
  put('table', state.table ? '1' : null);
}
