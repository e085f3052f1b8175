import { untrack } from 'svelte';
import { meta } from './meta.svelte';

/**
 * Asks a view's question again as history grows under it. What is asked or looked at now is not interrupted: it is made good when `isBusy` is false.
 * To be called while a component is made.
 */
export function asItGrows(isBusy: () => boolean, ask: () => void): void {
  let told = meta.grown;
  $effect(() => {
    const { grown } = meta;
    if (grown === told || isBusy()) return;
    told = grown;
    untrack(ask);
  });
}
