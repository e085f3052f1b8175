import type { ServiceStatus } from '../api/types';

interface Sample {
  /** By the service's own clock, ms. */
  time: number;
  counters: Record<string, number>;
}

interface Instance {
  latest: ServiceStatus;
  /** By the browser's clock, ms. */
  heardAt: number;
  samples: Sample[];
}

/** A heartbeat comes every 5 s: a minute of them. */
const kept = 13;

/** The services' last minute of heartbeats: how they are, what they counted, and how fast that grows. */
export class StatusLog {
  readonly #instances = new Map<string, Instance>();

  add(status: ServiceStatus, heardAt: number): void {
    const key = `${status.service}/${status.instance}`;
    const time = Date.parse(status.time);
    const known = this.#instances.get(key);
    const samples = known?.samples ?? [];
    const last = samples.at(-1);
    // A last will has no counters, and the gateway's word of the broker has none: what was counted stays.
    if (status.counters !== undefined && Number.isFinite(time) && time > (last?.time ?? 0)) {
      // Counters that fall belong to a service that started anew.
      if (last !== undefined && falls(last.counters, status.counters)) samples.length = 0;
      samples.push({ time, counters: status.counters });
      if (samples.length > kept) samples.shift();
    }
    this.#instances.set(key, {
      latest: { ...status, version: status.version ?? known?.latest.version ?? '' },
      heardAt,
      samples,
    });
  }

  /** All instances, by name. */
  all(): { status: ServiceStatus; heardAt: number }[] {
    return [...this.#instances.entries()]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([, { latest, heardAt }]) => ({ status: latest, heardAt }));
  }

  /** Of all of a service's instances together; null where none has said so yet. */
  total(service: string, counter: string): number | null {
    const values = this.#of(service).flatMap(({ samples }) => samples.at(-1)?.counters[counter] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  }

  /** For each second, over the last three heartbeats; null before the second. */
  rate(service: string, counter: string): number | null {
    const rates = this.#of(service).flatMap(({ samples }) => {
      const [first, last] = [samples.at(-Math.min(4, samples.length)), samples.at(-1)];
      if (first === undefined || last === undefined || first === last) return [];
      return [perSecond(first, last, counter)];
    });
    return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0);
  }

  /** The rate between one heartbeat and the next, oldest first: what a small line shows. Of the first instance. */
  series(service: string, counter: string): number[] {
    const samples = this.#of(service)[0]?.samples ?? [];
    return samples.slice(1).map((sample, index) => perSecond(samples[index]!, sample, counter));
  }

  #of(service: string): Instance[] {
    return [...this.#instances.values()].filter(({ latest }) => latest.service === service);
  }
}

const perSecond = (from: Sample, to: Sample, counter: string): number =>
  (((to.counters[counter] ?? 0) - (from.counters[counter] ?? 0)) * 1000) / (to.time - from.time);

/** Sums grow; these are levels, which rise and fall. */
const levels = new Set([
  'batchesWaiting',
  'objects.pending',
  'inFlight',
  'queuedBytes',
  'connections',
  'sessions',
  'subscriptions',
  'retained',
  'storedBytes',
  'liveRecords',
  'viewers',
  'geoDamaged',
]);

const falls = (before: Record<string, number>, after: Record<string, number>): boolean =>
  Object.entries(after).some(([name, value]) => !levels.has(name) && value < (before[name] ?? 0));
