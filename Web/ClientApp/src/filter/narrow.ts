import { page } from '../state/page.svelte';

/** "Filter to this": keeps what the filter asks already, and asks the condition too. Back undoes it. */
export function narrow(condition: string): void {
  page.go({ filter: narrowed(page.state.filter, condition) });
}

export function narrowed(filter: string, condition: string): string {
  if (filter === '') return condition;
  // "a or b" must be bracketed before "and", which binds closer; brackets around more than that are only noise.
  return `${bracketed(filter)} and ${bracketed(condition)}`;
}

const bracketed = (text: string): string => (/(?:\bor\b|\|\|)/i.test(text) ? `(${text})` : text);
