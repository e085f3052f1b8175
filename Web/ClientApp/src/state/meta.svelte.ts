import { ApiProblem, getJson } from '../api/client';
import type { AwsRegion, Meta } from '../api/types';

/** What GraphApi knows of its data: accounts, span, import. Asked again every 5 s while importing, else every 15 s. */
class MetaStore {
  value = $state.raw<Meta | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #regions = $derived(new Map((this.value?.awsRegions ?? []).map((region) => [region.code, region])));

  start(): void {
    void this.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  region(code: string): AwsRegion | undefined {
    return this.#regions.get(code);
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      this.value = await getJson<Meta>('/api/v1/meta');
      this.problem = null;
    } catch (error) {
      this.problem = error instanceof ApiProblem ? error : new ApiProblem('The page failed', String(error), 0);
    }
    const busy = this.value === null || this.problem !== null || this.value.import?.state === 'importing';
    this.#timer = setTimeout(() => void this.refresh(), busy ? 3000 : 15_000);
  }
}

export const meta = new MetaStore();
