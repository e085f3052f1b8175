import { ask } from '../api/client';
import { connection } from '../api/connection.svelte';
import type { Resource } from '../api/resources';
import { listen } from '../api/stream';
import { colours } from '../text/colours';

/** All resources and their states, live: every page has them. */
class Resources {
  /** Null until the first answer. */
  list = $state.raw<readonly Resource[] | null>(null);
  #answered: (() => void) | undefined;
  /** Fulfilled by the first answer. */
  readonly ready = new Promise<void>((resolve) => (this.#answered = resolve));

  start(): () => void {
    return listen<Resource[]>({
      address: () => '/api/resources/live',
      event: 'resources',
      take: (list) => {
        for (const { name } of list) colours.of(name);
        this.list = list;
        this.#answered?.();
        connection.signedIn = true;
      },
      told: (open) => {
        connection.live = open;
        // An event source does not tell why it failed: without the cookie it is refused, without AppHost nobody answers.
        if (!open) ask('/api/resources').catch(() => undefined);
      },
    });
  }

  find(id: string): Resource | undefined {
    return this.list?.find((one) => one.id === id);
  }
}

export const resources = new Resources();
