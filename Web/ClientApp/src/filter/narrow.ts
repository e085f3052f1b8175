import { page } from '../state/page.svelte';
import { narrowed } from './compose';
import { rememberFilter } from './recent';

/** "Filter to this", from anywhere: the page's filter with one more condition. Back undoes it. */
export function narrow(condition: string): void {
  setFilter(narrowed(page.state.filter, condition));
}

/** Another filter for all views; asked ones are remembered. */
export function setFilter(filter: string): void {
  if (filter === page.state.filter) return;
  rememberFilter(filter);
  page.go({ filter });
}
