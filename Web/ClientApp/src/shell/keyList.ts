import type { KeyRow } from '$shared/KeyList.svelte';
import { viewNames, views } from '../state/views';

/** Keys that mean the same everywhere. */
export const commonKeys: readonly KeyRow[] = [
  ...viewNames.map((name): KeyRow => [[views[name].key], views[name].title]),
  [['[', ']'], 'the window before, the window after'],
  [['/'], 'search, or filter'],
  [['t'], 'table of the same data'],
  [['Space'], 'pause and go on'],
  [['b'], 'saved views'],
  [['Esc'], 'clear the selection, close'],
  [['?'], 'this list'],
];

/** Keys of pictures (map and graph). */
export const pictureKeys: readonly KeyRow[] = [
  [['+', '−'], 'zoom'],
  [['←', '↑', '→', '↓'], 'move'],
  [['0'], 'show all of it'],
];
