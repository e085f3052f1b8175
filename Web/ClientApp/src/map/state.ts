import type { Action, Direction } from '../api/types';
import { oneOf, type Put } from '../state/query';

export interface MapState {
  direction: Extract<Direction, 'inbound' | 'outbound'> | 'all';
  action: Exclude<Action, 'none'> | 'all';
  /** The selected country, ISO 3166-1 alpha-2. */
  country: string | null;
  /** Longitude, latitude of the middle, and zoom; null: the whole world. */
  camera: [number, number, number] | null;
}

export const initial: MapState = { direction: 'all', action: 'all', country: null, camera: null };

export function parse(query: URLSearchParams): MapState {
  const camera = query.get('camera')?.split(',').map(Number);
  return {
    direction: oneOf(query.get('direction'), ['inbound', 'outbound'], 'all'),
    action: oneOf(query.get('action'), ['accept', 'reject'], 'all'),
    country: query.get('country')?.toUpperCase() || null,
    camera: camera?.length === 3 && camera.every(Number.isFinite) ? (camera as [number, number, number]) : null,
  };
}

export function format(state: MapState, put: Put): void {
  put('direction', state.direction, 'all');
  put('action', state.action, 'all');
  put('country', state.country);
  put('camera', state.camera?.map((value) => String(Math.round(value * 100) / 100)).join(',') ?? null);
}
