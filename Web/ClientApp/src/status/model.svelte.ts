import { feed } from '../live/feed.svelte';
import { meta } from '../state/meta.svelte';
import { newestAge } from './age';
import { headline, type Headline } from './headline';
import { losses, type Loss } from './losses';
import { stages, type Stage } from './stages';
import { sourcesOf, type KnownSource } from './sources';

/** All that the status view says, made anew each second. */
export class StatusModel {
  now = $state(Date.now());
  /** What history had read when, to make a rate of it. */
  #imports = $state.raw<{ time: number; records: number }[]>([]);

  readonly losses: Loss[] = $derived.by(() => {
    void feed.heartbeats;
    return losses(feed.services, meta.value);
  });

  readonly stages: Stage[] = $derived.by(() => {
    void feed.heartbeats;
    return stages(feed.services, meta.value, this.#historyRate());
  });

  /** Where nothing is imported, `meta` names what may be asked for, which need not have records. */
  readonly sources: KnownSource[] = $derived(
    sourcesOf(feed.sources.rows(this.now), meta.value?.import.state === 'off' ? [] : (meta.value?.accounts ?? [])),
  );
  /** Since when it is listened, ms since 1970. */
  readonly since = Date.now();

  /** Age of the newest record, ms, also by the time since the service answered. */
  readonly age: number | null = $derived.by(() => {
    const age = meta.value === null ? null : newestAge(meta.value);
    return age === null ? null : age + Math.max(0, this.now - meta.answeredAt);
  });

  readonly headline: Headline = $derived(
    headline({
      connection: feed.state,
      apiProblem: meta.problem?.message ?? null,
      age: this.age,
      offline: feed.offline,
      losses: this.losses,
      pendingObjects: meta.value?.import.pendingObjects ?? 0,
    }),
  );

  /** Called with each answer of `meta`. */
  noteImport(): void {
    if (meta.value === null) return;
    this.#imports = [...this.#imports, { time: meta.answeredAt, records: meta.value.import.records }].slice(-7);
  }

  #historyRate(): number | null {
    const [first, last] = [this.#imports[0], this.#imports.at(-1)];
    if (first === undefined || last === undefined || last.time <= first.time) return null;
    return Math.max(0, ((last.records - first.records) * 1000) / (last.time - first.time));
  }
}
