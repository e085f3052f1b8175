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
