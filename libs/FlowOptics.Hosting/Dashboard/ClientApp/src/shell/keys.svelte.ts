import { page } from '../state/page.svelte';
import type { PageName } from '../state/route';

/** A key of one page; `?` lists it with what it does. */
export interface OwnKey {
  /** As KeyboardEvent.key has it, "g". */
  key: string;
  does: string;
  run: () => void;
}

/** What a page offers to the keyboard; it sets its own while it is shown. */
export interface PageKeys {
  pause?: () => void;
  /** Closes what is open: the details. */
  close?: () => void;
  own?: readonly OwnKey[];
}

class Shortcuts {
  listOpen = $state(false);
  page = $state.raw<PageKeys>({});
}

export const shortcuts = new Shortcuts();

/** The pages of the menu, with the keys that Aspire's dashboard has for them. */
export const pages: readonly { name: PageName; title: string; key: string }[] = [
  { name: 'resources', title: 'Resources', key: 'r' },
  { name: 'console', title: 'Console', key: 'c' },
  { name: 'logs', title: 'Structured logs', key: 's' },
  { name: 'traces', title: 'Traces', key: 't' },
  { name: 'metrics', title: 'Metrics', key: 'm' },
];

export function handleKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target as HTMLElement;
  const typing = target.matches('input:not([type="checkbox"]), select, textarea');
  if (event.key === 'Escape') {
    if (typing) target.blur();
    else shortcuts.page.close?.();
    return;
  }
  // A button takes Space itself.
  if (typing || (event.key === ' ' && target.closest('button, a, summary, input, [role="button"]') !== null)) return;
  const run = shortcuts.page.own?.find((one) => one.key === event.key)?.run ?? commonKey(event.key);
  if (run === undefined) return;
  event.preventDefault();
  run();
}

function commonKey(key: string): (() => void) | undefined {
  const name = pages.find((one) => one.key === key)?.name;
  if (name !== undefined) return () => page.go(page.entry(name));
  if (key === '?') return () => (shortcuts.listOpen = true);
  if (key === '/') return () => document.querySelector<HTMLInputElement>('main input[type="search"]')?.select();
  return key === ' ' ? shortcuts.page.pause : undefined;
}
