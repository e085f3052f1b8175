import { ApiProblem, getJson } from '../api/client';
import type { AwsRegion, Meta } from '../api/types';

/** What GraphApi knows of its data: accounts, span, import. Asked again every 3 s while it is not well, every 5 s while somebody watches it, else every 15 s. */
class MetaStore {
  value = $state.raw<Meta | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  /** When the answer came, ms since 1970. */
  answeredAt = $state(0);
  #watchers = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #regions = $derived(new Map((this.value?.awsRegions ?? []).map((region) => [region.code, region])));

  start(): void {
    void this.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Asks more often until the returned function is called. */
  watch(): () => void {
    if (this.#watchers++ === 0) void this.refresh();
    return () => void this.#watchers--;
  }

  region(code: string): AwsRegion | undefined {
    return this.#regions.get(code);
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      this.value = await getJson<Meta>('/api/v1/meta');
      this.answeredAt = Date.now();
      this.problem = null;
    } catch (error) {
      this.problem = error instanceof ApiProblem ? error : new ApiProblem('The page failed', String(error), 0);
    }
    const busy = this.value === null || this.problem !== null || this.value.import?.state === 'importing';
    this.#timer = setTimeout(() => void this.refresh(), busy ? 3000 : this.#watchers > 0 ? 5000 : 15_000);
  }
}

export const meta = new MetaStore();
