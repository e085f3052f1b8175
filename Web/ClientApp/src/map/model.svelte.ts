import { ApiProblem, ask, getJson } from '../api/client';
import type { FlowEvent, GeoAnswer, GeoPlace, MapTick, QueryProgress } from '../api/types';
import { feed } from '../live/feed.svelte';
import { rangeQuery, type Range } from '../state/range';
import type { MapState } from './state';
import { ArcGlow } from './arcs';
import { Counts } from './counts';
import { addTo, arcKey, noTally, shows, summarise, type MapSummary, type Tally } from './summary';

export interface Scope {
  account: string | null;
  region: string | null;
  range: Range;
}

/** The base is asked again this often, which repairs what lost ticks and window expiry left wrong. */
const rebaseEvery = 30_000;
const rateWindow = 10_000;
const eventsKept = 60;

/** The map's state: live counts from base and ticks, or one answer of history. */
export class MapModel {
  summary = $state.raw<MapSummary | null>(null);
  /** Of all rows that the filter shows. */
  totals = $state.raw<Tally>(noTally());
  /** Records with a public end that no database could place. */
  unplaced = $state(0);
  other = $state(0);
  perSecond = $state(0);
  events = $state.raw<FlowEvent[]>([]);
  paused = $state(false);
  loading = $state(true);
  progress = $state.raw<QueryProgress | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  span = $state.raw<{ from: string; to: string } | null>(null);

  readonly glow = new ArcGlow();
  /** Told of each tick's rows, to let dots fly. */
  onRows: ((rows: GeoPlace[]) => void) | null = null;

  readonly #counts = new Counts();
  #filter: Pick<MapState, 'direction' | 'action'> = { direction: 'all', action: 'all' };
  #scope = $state.raw<Scope>({ account: null, region: null, range: { kind: 'live' } });
  #abort = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;
  #rebaseAt = 0;
  #dirty = false;
  #rates: { time: number; flows: number }[] = [];

  get live(): boolean {
    return this.#scope.range.kind === 'live';
  }

  start(): void {
    feed.onTick = (tick) => this.#tick(tick);
    feed.onEvents = (events) => this.#events(events);
    this.#timer = setInterval(() => this.#everySecond(), 1000);
  }

  stop(): void {
    feed.onTick = feed.onEvents = null;
    clearInterval(this.#timer);
    this.#abort.abort();
  }

  /** Shows another account, region or range from its beginning. */
  open(scope: Scope): void {
    this.#scope = scope;
    this.#counts.clear();
    this.glow.clear();
    this.#rates = [];
    this.events = [];
    this.summary = null;
    this.totals = noTally();
    this.perSecond = 0;
    this.loading = true;
    this.paused = false;
    void this.rebase();
  }

  filter(filter: Pick<MapState, 'direction' | 'action'>): void {
    this.#filter = filter;
    this.glow.clear();
    if (!this.loading) this.#summarise();
  }

  togglePause(): void {
    this.paused = !this.paused;
    if (!this.paused) this.#summarise();
  }

  cancel(): void {
    this.#abort.abort();
    this.loading = false;
    this.problem = new ApiProblem('Cancelled', 'The query was cancelled before its answer came.', 0);
  }

  async rebase(): Promise<void> {
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    this.#rebaseAt = Date.now() + rebaseEvery;
    this.progress = null;
    const query = new URLSearchParams(rangeQuery(this.#scope.range, new Date()));
    if (this.#scope.account !== null) query.set('account', this.#scope.account);
    if (this.#scope.region !== null) query.set('region', this.#scope.region);
    const url = `/api/v1/geo?${query.toString()}`;
    try {
      const answer = this.live
        ? await getJson<GeoAnswer>(url, abort.signal)
        : await ask<GeoAnswer>(url, abort.signal, (progress) => (this.progress = progress));
      this.#counts.rebase(answer, Date.now());
      this.problem = null;
      this.loading = false;
      if (!this.paused) this.#summarise();
    } catch (error) {
      if (abort.signal.aborted) return;
      this.problem = error instanceof ApiProblem ? error : new ApiProblem('The page failed', String(error), 0);
      this.loading = false;
      // The service may only be starting: a live map asks again soon.
      this.#rebaseAt = Date.now() + 3000;
    }
  }

  #tick(tick: MapTick): void {
    if (!this.live) return;
    const change = this.#counts.add(tick, Date.now());
    this.#rates.push({ time: Date.now(), flows: change.flows });
    if (change.newEpoch) this.#rebaseAt = Math.min(this.#rebaseAt, Date.now() + 500);
    this.#dirty = true;
    if (this.paused) return;
    const shown = change.rows.filter((row) => shows(row, this.#filter));
    if (!this.loading) this.#addToTotals(shown);
    for (const row of shown) this.glow.add(arcKey(row), row.flows);
    this.onRows?.(shown);
  }

  #events(events: FlowEvent[]): void {
    if (this.paused || !this.live) return;
    this.events = [...events.toReversed(), ...this.events].slice(0, eventsKept);
  }

  #everySecond(): void {
    if (!this.live) return;
    const now = Date.now();
    if (now >= this.#rebaseAt) void this.rebase();
    this.#rates = this.#rates.filter((rate) => rate.time > now - rateWindow);
    if (this.paused || this.loading) return;
    this.perSecond = this.#rates.reduce((sum, rate) => sum + rate.flows, 0) / (rateWindow / 1000);
    this.glow.decay(now);
    if (this.#dirty) this.#summarise();
  }

  /** The counters go on with each tick; the picture, which takes all rows, follows each second. */
  #addToTotals(rows: GeoPlace[]): void {
    const totals = { ...this.totals };
    for (const row of rows) addTo(totals, row);
    this.totals = totals;
    this.#countPlaceless();
  }

  #summarise(): void {
    this.#dirty = false;
    const summary = summarise(this.#counts.rows.values(), this.#filter);
    const { flows, accepted, rejected, bytes } = summary;
    this.summary = summary;
    this.totals = { flows, accepted, rejected, bytes };
    this.#countPlaceless();
    this.span =
      this.#counts.from === null || this.#counts.to === null ? null : { from: this.#counts.from, to: this.#counts.to };
  }

  /** A record without a place has no row, so that no filter can tell what it is. */
  #countPlaceless(): void {
    const all = this.#filter.direction === 'all' && this.#filter.action === 'all';
    this.unplaced = all ? this.#counts.unplaced : 0;
    this.other = all ? this.#counts.other : 0;
  }
}
