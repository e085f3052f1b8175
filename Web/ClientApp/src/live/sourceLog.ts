import type { MapTick } from '../api/types';

export interface SourceRow {
  account: string;
  region: string;
  /** Null until a second tick tells how fast it grows. */
  perSecond: number | null;
  /** Since the Enricher's start. */
  flows: number;
  rejected: number;
  /** When its last records came through, ms since 1970 by the browser's clock. */
  lastAt: number;
}

interface Source {
  account: string;
  region: string;
  /** Several Enrichers have an epoch each. */
  epochs: Map<string, { flows: number; rejected: number }>;
  /** What came, by arrival. */
  recent: { at: number; flows: number }[];
  firstAt: number;
  lastAt: number;
}

const window = 30_000;

/** Each account and region whose records come through live, from the map's ticks: their totals count all flows, not only public ones. */
export class SourceLog {
  readonly #sources = new Map<string, Source>();
  #since: number | null = null;

  add(tick: MapTick, at: number): void {
    this.#since ??= at;
    const key = `${tick.account}/${tick.region}`;
    const source: Source = this.#sources.get(key) ?? {
      account: tick.account,
      region: tick.region,
      epochs: new Map(),
      recent: [],
      firstAt: at,
      lastAt: 0,
    };
    this.#sources.set(key, source);
    const before = source.epochs.get(tick.epoch);
    // The first tick's total is of the whole epoch, not of now.
    if (before !== undefined) source.recent.push({ at, flows: Math.max(0, tick.total.flows - before.flows) });
    source.epochs.set(tick.epoch, { flows: tick.total.flows, rejected: tick.total.rejected });
    source.lastAt = at;
    while (source.recent.length > 0 && source.recent[0]!.at < at - window) source.recent.shift();
  }

  rows(now: number): SourceRow[] {
    const seconds = Math.max(1, Math.min(window, now - (this.#since ?? now)) / 1000);
    return [...this.#sources.values()]
      .map(({ account, region, epochs, recent, firstAt, lastAt }) => ({
        account,
        region,
        perSecond:
          recent.length === 0 && firstAt > now - window
            ? null
            : recent.filter(({ at }) => at > now - window).reduce((sum, { flows }) => sum + flows, 0) / seconds,
        flows: [...epochs.values()].reduce((sum, epoch) => sum + epoch.flows, 0),
        rejected: [...epochs.values()].reduce((sum, epoch) => sum + epoch.rejected, 0),
        lastAt,
      }))
      .sort((one, other) => one.account.localeCompare(other.account) || one.region.localeCompare(other.region));
  }
}
