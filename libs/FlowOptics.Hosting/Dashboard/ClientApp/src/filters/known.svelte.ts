import { ask } from '../api/client';
import type { TelemetryOverview } from '../api/telemetry';
import { resources } from '../state/resources.svelte';

/** Whose telemetry there is: what AppHost runs, and whoever else has sent something. */
class KnownSenders {
  overview = $state.raw<TelemetryOverview | null>(null);

  get ids(): readonly string[] {
    const own = (resources.list ?? []).filter(({ type }) => type === 'Project' || this.has(type)).map(({ id }) => id);
    return [...new Set([...own, ...(this.overview?.resources.map(({ id }) => id) ?? [])])].sort();
  }

  /** Where nothing can come, the page says why. */
  get elsewhere(): string | null {
    return this.overview?.elsewhere ?? null;
  }

  async load(): Promise<void> {
    try {
      this.overview = await ask<TelemetryOverview>('/api/telemetry/resources');
    } catch {
      // The lists do with AppHost's own resources; that it does not answer stands in the top bar.
    }
  }

  private has(type: string): boolean {
    return type === 'Container' || type === 'Executable';
  }
}

export const senders = new KnownSenders();
