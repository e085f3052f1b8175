import { ApiProblem, getJson } from '../api/client';
import type { AwsRegion, Meta } from '../api/types';
import { importText } from '../shell/importFacts';
import { Growth } from './growth';

/** What GraphApi knows of its data: accounts, span, import. Asked again every 3 s while it is not well, has nothing or imports, every 5 s while somebody watches it, else every 15 s. */
class MetaStore {
  value = $state.raw<Meta | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  /** When the answer came, ms since 1970. */
  answeredAt = $state(0);
  /** Changes when history holds so much more that views ask again (`asItGrows`). */
  grown = $state(0);
  /** What a view without records says of the import; null where nothing is to come. */
  toCome = $state<string | null>(null);
  readonly #growth = new Growth();
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
      this.#look(this.value.import);
    } catch (error) {
      this.problem = ApiProblem.of(error);
    }
    const { state, objects } = this.value?.import ?? {};
    const busy = this.problem !== null || state === 'importing' || (state !== 'off' && objects === 0);
    this.#timer = setTimeout(() => void this.refresh(), busy ? 3000 : this.#watchers > 0 ? 5000 : 15_000);
  }

  #look(state: Meta['import']): void {
    // What nobody sees asks nothing; it is made good when it is seen again.
    if (document.hidden) return;
    if (this.#growth.look(state, Date.now())) this.grown++;
    this.toCome = importText(state, this.#growth.goesOn);
  }
}

export const meta = new MetaStore();
