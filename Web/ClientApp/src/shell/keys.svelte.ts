import { page } from '../state/page.svelte';
import { stepRange } from '../state/range';
import { viewNames, views } from '../state/views';

/** What a view offers to the keyboard; a view sets its own while it is shown. */
export interface ViewKeys {
  search?: () => void;
  table?: () => void;
  fit?: () => void;
  zoom?: (factor: number) => void;
  pan?: (x: number, y: number) => void;
  clear?: () => void;
  pause?: () => void;
  /** Keys of this view alone; `?` lists them with what they do. */
  own?: readonly OwnKey[];
}

export interface OwnKey {
  /** As KeyboardEvent.key has it, "h". */
  key: string;
  does: string;
  run: () => void;
}

class Shortcuts {
  listOpen = $state(false);
  savedOpen = $state(false);
  view = $state.raw<ViewKeys>({});
}

export const shortcuts = new Shortcuts();

const step = 60;

export function handleKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target as HTMLElement;
  const typing = /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || target.isContentEditable;
  const view = shortcuts.view;
  if (event.key === 'Escape') {
    if (shortcuts.listOpen) shortcuts.listOpen = false;
    else if (typing) target.blur();
    else view.clear?.();
    return;
  }
  const keepers = keepersOf(event.key);
  if (typing || (keepers !== null && target.closest(keepers) !== null)) return;

  const action = view.own?.find((one) => one.key === event.key)?.run ?? actions(view)[event.key];
  if (action === undefined) return;
  event.preventDefault();
  action();
}

/** Who has a key before the view: a button takes Space and Enter itself, what scrolls keeps its arrows too. */
function keepersOf(key: string): string | null {
  const inside = '[role="dialog"], [data-scrolls]';
  if (key.startsWith('Arrow')) return inside;
  return key === ' ' || key === 'Enter' ? `button, a, summary, ${inside}` : null;
}

/** Shows the window of the same width before or after. */
export function stepWindow(direction: -1 | 1): void {
  const range = stepRange(page.range, direction, Date.now());
  if (range !== null) page.go({ range });
}

const actions = (view: ViewKeys): Record<string, (() => void) | undefined> => ({
  ...Object.fromEntries(
    viewNames.map((name) => [views[name].key, () => page.state.view !== name && page.go({ view: name })]),
  ),
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
  '[': () => stepWindow(-1),
  ']': () => stepWindow(1),
  b: () => (shortcuts.savedOpen = true),
  ' ': view.pause,
  '?': () => (shortcuts.listOpen = true),
});
