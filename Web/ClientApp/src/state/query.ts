import type { Span } from '../play/timeline';
import { iso } from '../text/times';

/** Writes one part of the address; null and what stands at its default are left out, so that links stay short. */
export type Put = (name: string, value: string | null, standard?: string) => void;

export function oneOf<T extends string, D extends string>(
  value: string | null,
  allowed: readonly T[],
  otherwise: D,
): T | D {
  return allowed.find((one) => one === value) ?? otherwise;
}

export function positive(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null;
}

/** "2026-11-22T00:00:00Z/2026-11-22T01:00:00Z", or null where it is no stretch of time. */
export function parseSpan(text: string | null): Span | null {
  const [from, to] = (text ?? '').split('/').map((time) => Date.parse(time));
  return from !== undefined && to !== undefined && from < to ? { from, to } : null;
}

export const formatSpan = (span: Span | null): string | null =>
  span === null ? null : `${iso(span.from)}/${iso(span.to)}`;

/** Three numbers, as a camera has them. */
export function numbers(text: string | null): [number, number, number] | null {
  const three = (text ?? '').split(',').map(Number);
  return three.length === 3 && three.every(Number.isFinite) ? (three as [number, number, number]) : null;
}
