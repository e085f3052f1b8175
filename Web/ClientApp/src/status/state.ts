/** The status view has nothing to choose: it shows what runs now. */
export type StatusState = Record<never, never>;

export const initial: StatusState = {};

export const parse = (): StatusState => initial;

export function format(): void {
  // Nothing to write.
}
