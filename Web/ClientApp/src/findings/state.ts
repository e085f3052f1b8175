import { oneOf, type Put } from '../state/query';

export const kinds = [
  'portScan',
  'hostSweep',
  'bruteForce',
  'firstContact',
  'volumeOut',
  'rejectsBegan',
  'recordsLost',
  'internetScan',
] as const;

export type FindingKind = (typeof kinds)[number];

export interface FindingsState {
  kind: FindingKind | null;
  limit: number;
  /** The finding whose evidence is open, by its id. */
  select: string | null;
}

/** A screenful. */
export const defaultLimit = 20;

export const initial: FindingsState = { kind: null, limit: defaultLimit, select: null };

export function parse(query: URLSearchParams): FindingsState {
  const kind = oneOf(query.get('kind'), kinds, '');
  const limit = Number(query.get('limit'));
  return {
    kind: kind === '' ? null : kind,
    limit: Number.isInteger(limit) && limit > 0 && limit <= 200 ? limit : defaultLimit,
    select: query.get('select') || null,
  };
}

export function format(state: FindingsState, put: Put): void {
  put('kind', state.kind);
  put('limit', String(state.limit), String(defaultLimit));
  put('select', state.select);
}
