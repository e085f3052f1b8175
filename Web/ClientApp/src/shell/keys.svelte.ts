import { page } from '../state/page.svelte';

/** What a view offers to the keyboard; a view sets its own while it is shown. */
export interface ViewKeys {
  search?: () => void;
  table?: () => void;
  fit?: () => void;
  zoom?: (factor: number) => void;
  pan?: (x: number, y: number) => void;
  clear?: () => void;
  pause?: () => void;
}

class Shortcuts {
  listOpen = $state(false);
  view: ViewKeys = {};
}

export const shortcuts = new Shortcuts();

export const keyList: readonly [keys: string[], does: string][] = [
  [['g'], 'graph'],
  [['m'], 'map'],
  [['/'], 'search an address or a country'],
  [['t'], 'table of the same data'],
  [['+', '−'], 'zoom'],
  [['←', '↑', '→', '↓'], 'pan'],
  [['0'], 'show all of it'],
  [['Space'], 'pause and go on'],
  [['Esc'], 'clear the selection, close'],
  [['?'], 'this list'],
];

const step = 60;

export function handleKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  const typing = /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || target.isContentEditable;
  const view = shortcuts.view;
  if (event.key === 'Escape') {
    if (shortcuts.listOpen) shortcuts.listOpen = false;
    else if (typing) target.blur();
    else view.clear?.();
    return;
  }
  // A button takes Space and Enter itself; what scrolls or has focus inside keeps its arrows.
  const ownKeys = target.closest('button, a, summary, [role="dialog"], [data-scrolls]') !== null;
  if (typing || (ownKeys && /^(?:Arrow\w+| |Enter)$/.test(event.key))) return;

  const action = actions(view)[event.key];
  if (action === undefined) return;
  event.preventDefault();
  action();
}

const actions = (view: ViewKeys): Record<string, (() => void) | undefined> => ({
  g: () => page.state.view !== 'graph' && page.go({ view: 'graph' }),
  m: () => page.state.view !== 'map' && page.go({ view: 'map' }),
  '/': view.search,
  t: view.table,
  '0': view.fit,
  '+': view.zoom && (() => view.zoom?.(1.3)),
  '=': view.zoom && (() => view.zoom?.(1.3)),
  '-': view.zoom && (() => view.zoom?.(1 / 1.3)),
  ArrowLeft: view.pan && (() => view.pan?.(step, 0)),
  ArrowRight: view.pan && (() => view.pan?.(-step, 0)),
  ArrowUp: view.pan && (() => view.pan?.(0, step)),
  ArrowDown: view.pan && (() => view.pan?.(0, -step)),
  ' ': view.pause,
  '?': () => (shortcuts.listOpen = true),
});
