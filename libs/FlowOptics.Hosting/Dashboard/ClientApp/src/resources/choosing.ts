import type { Resource } from '../api/resources';

/** What a way to show resources is given: those to show, and which one is chosen ('': none). */
export interface Choosing {
  shown: readonly Resource[];
  selected: string;
  /** Chooses a resource; the one that is chosen already is let go. */
  toggle: (id: string) => void;
}
