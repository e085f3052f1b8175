/** What the explore view keeps in the address, beside what all views share. */
export type ExploreState = Record<never, never>;

export const initial: ExploreState = {};

export const parse = (): ExploreState => initial;

export function format(): void {
  // Nothing of its own yet.
}
