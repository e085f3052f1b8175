import { page } from '../state/page.svelte';
import { kept } from '../state/settings.svelte';

export const refreshChoices = [0, 10, 60] as const;
export type RefreshSeconds = (typeof refreshChoices)[number];

/** Asks again by itself: views that take part depend on `turn`. Hidden tabs and ranges that are over ask nothing. */
class Refresh {
  every = $state<RefreshSeconds>(refreshChoices.find((one) => String(one) === kept.read('refresh')) ?? 0);
  turn = $state(0);
  /** Nothing is asked again by itself while one looks at what there is. */
  paused = $state(false);
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    this.#start();
  }

  get goesOn(): boolean {
    return !this.paused && !document.hidden;
  }

  set(every: RefreshSeconds): void {
    this.every = every;
    kept.write('refresh', String(every));
    this.#start();
  }

  now(): void {
    this.turn++;
    this.#start();
  }

  #start(): void {
    clearInterval(this.#timer);
    if (this.every === 0) return;
    this.#timer = setInterval(() => {
      if (this.goesOn && page.range.kind !== 'between') this.turn++;
    }, this.every * 1000);
  }
}

export const refresh = new Refresh();
