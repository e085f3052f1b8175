import { ApiProblem, ask, getJson } from '../api/client';
import type { FlowEvent, GeoAnswer, GeoPlace, MapTick, QueryProgress } from '../api/types';
import { feed } from '../live/feed.svelte';
import { Answers } from '../play/answers';
import type { Span } from '../play/timeline';
import { ArcGlow } from './arcs';
import { LiveCounts } from './counting/liveCounts';
import { parametersOf, recentSpan, type Scope } from './question';
import type { Counting, MapState } from './state';
import { addTo, arcKey, noTally, shows, summarise, type MapSummary, type Measured, type Tally } from './summary';
import { tickFilter, type RowTest } from './tickFilter';

/** The base is asked again this often, which repairs what lost ticks and window expiry left wrong. */
const rebaseEvery = 30_000;
/** A filter that ticks cannot answer is asked this often instead. */
const askEvery = 4000;
const rateWindow = 10_000;
const eventsKept = 60;
const pictureShare = 20;
/** Answers of windows: as many as a play of a day by the hour has, bounded by their rows. */
const kept = { most: 96, heaviest: 400_000 };

/** The map's state: live counts from base and ticks, or answered on a pace, or one answer of history for each window that is looked at. */
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
  /** A question is on its way, shown as `loading` or not. */
  asking = $state(false);
  /** How often the same was asked again: lists beside the map follow. */
  again = $state(0);
  progress = $state.raw<QueryProgress | null>(null);
  problem = $state.raw<ApiProblem | null>(null);
  /** What the numbers are of, ms since 1970. */
  span = $state.raw<Span | null>(null);
  /** The filter is asked of the service, since ticks lack its fields. */
  asked = $state(false);
  scope = $state.raw<Scope>({ account: null, region: null, filter: '', live: true, span: null });
  window = $state.raw<Span | null>(null);
  counting = $state<Counting>('window');
  measure = $state<Measured>('flows');

  readonly glow = new ArcGlow();
  readonly opened = Date.now();
  /** Told of each tick's rows, to let dots fly. */
  onRows: ((rows: GeoPlace[]) => void) | null = null;

  readonly #live = new LiveCounts();
  readonly #answers = new Answers<GeoAnswer>(
    (window, signal) => getJson<GeoAnswer>(this.#url(window), signal),
    (answer) => answer.places.length,
    kept,
  );
  #answer: GeoAnswer | null = null;
  #test: RowTest | null = null;
  #filter: Pick<MapState, 'direction' | 'action'> = { direction: 'all', action: 'all' };
  #abort = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;
  #dueAt = 0;
  #dirty = false;
  #rates: { time: number; flows: number }[] = [];
  #ratedSince = 0;
  #summariseAt = 0;

  get live(): boolean {
    return this.scope.live;
  }

  /** Ticks answer by themselves. */
  get #ticking(): boolean {
    return this.live && !this.asked;
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
    this.#answers.clear();
  }

  /** Shows another account, region, range or filter from its beginning; `again`: the same, which stays in sight until the new answer is here. */
  open(scope: Scope, again?: 'again'): void {
    this.scope = scope;
    this.#test = tickFilter(scope.filter);
    this.asked = scope.live && this.#test === null;
    this.#live.clear(this.counting, Date.now());
    this.#answers.clear();
    if (again !== undefined) {
      this.again++;
      void this.rebase();
      return;
    }
    this.#answer = null;
    this.glow.clear();
    this.#rates = [];
    this.#ratedSince = Date.now();
    this.events = [];
    this.summary = null;
    this.totals = noTally();
    this.perSecond = 0;
    this.loading = true;
    this.paused = false;
    void this.rebase();
  }

  filter(filter: Pick<MapState, 'direction' | 'action'>, measure: Measured): void {
    this.#filter = filter;
    this.measure = measure;
    this.glow.clear();
    if (!this.loading) this.#summarise();
  }

  count(counting: Counting): void {
    this.counting = counting;
    this.#live.count(counting, Date.now());
    if (this.asked) void this.rebase();
    else if (!this.loading) this.#summarise();
  }

  /** Shows a window of the range; null: all of it. */
  look(window: Span | null): void {
    this.window = window;
    if (!this.live) void this.rebase();
  }

  /** The window's answer is here, so that looking at it shows it at once. */
  async ready(window: Span): Promise<void> {
    try {
      await this.#answers.get(window);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  prefetch(window: Span): void {
    this.#answers.prefetch(window);
  }

  togglePause(): void {
    this.paused = !this.paused;
    if (!this.paused) this.#summarise();
  }

  cancel(): void {
    this.#abort.abort();
    this.loading = this.asking = false;
    this.problem = ApiProblem.cancelled();
  }

  async rebase(): Promise<void> {
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    this.#dueAt = Date.now() + (this.asked ? askEvery : rebaseEvery);
    this.progress = null;
    this.asking = true;
    // What comes at once shows no waiting; what has to be waited for says so.
    if (!this.live && this.window !== null && this.summary === null) this.loading = true;
    try {
      const answer = await this.#ask(abort.signal);
      if (abort.signal.aborted) return;
      if (this.#ticking) this.#live.rebase(answer, Date.now());
      else this.#answer = answer;
      this.problem = null;
      this.loading = this.asking = false;
      // A base of tens of thousands of places takes the page a tenth of a second: it comes less often.
      if (this.#ticking) this.#dueAt = Date.now() + Math.max(rebaseEvery, 2 * answer.places.length);
      if (!this.paused) this.#summarise();
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#fail(error);
      // The service may only be starting: a live map asks again soon.
      this.#dueAt = Date.now() + askEvery;
    }
  }

  #ask(signal: AbortSignal): Promise<GeoAnswer> {
    if (this.#ticking) {
      // The page itself filters what ticks and base have alike.
      const query = parametersOf({ ...this.scope, filter: '' });
      return getJson<GeoAnswer>(`/api/v1/geo?${query.toString()}`, signal);
    }
    if (this.asked) return getJson<GeoAnswer>(this.#url(recentSpan(this.counting, this.opened, Date.now())), signal);
    if (this.window !== null) return this.#answers.get(this.window);
    return ask<GeoAnswer>(this.#url(null), signal, (progress) => (this.progress = progress));
  }

  #url(window: Span | null): string {
    return `/api/v1/geo?${parametersOf(this.scope, window).toString()}`;
  }

  #fail(error: unknown): void {
    this.problem = ApiProblem.of(error);
    this.loading = this.asking = false;
  }

  #shown = (row: GeoPlace): boolean => shows(row, this.#filter) && (!this.#ticking || this.#test!(row));

  #tick(tick: MapTick): void {
    if (!this.#ticking) return;
    const change = this.#live.add(tick, Date.now());
    if (change.newEpoch) this.#dueAt = Math.min(this.#dueAt, Date.now() + 500);
    this.#dirty = true;
    const shown = change.rows.filter(this.#shown);
    const all = this.#unfiltered;
    const flows = all ? change.flows : shown.reduce((sum, row) => sum + row.flows, 0);
    this.#rates.push({ time: Date.now(), flows });
    if (this.paused) return;
    if (!this.loading) this.#addToTotals(shown);
    for (const row of shown) this.glow.add(arcKey(row), row[this.measure]);
    this.onRows?.(shown);
  }

  #events(events: FlowEvent[]): void {
    if (this.paused || !this.#ticking) return;
    this.events = [...events.toReversed(), ...this.events].slice(0, eventsKept);
  }

  #everySecond(): void {
    if (!this.live) return;
    const now = Date.now();
    this.#live.advance(now);
    // What nobody sees is neither asked nor drawn; it is made good when it is seen again.
    if (document.hidden || (this.asked && this.paused)) return;
    if (now >= this.#dueAt) void this.rebase();
    this.#rates = this.#rates.filter((rate) => rate.time > now - rateWindow);
    if (this.paused || this.loading) return;
    if (!this.asked) {
      const seconds = Math.min(rateWindow, Math.max(1000, now - this.#ratedSince)) / 1000;
      this.perSecond = this.#rates.reduce((sum, rate) => sum + rate.flows, 0) / seconds;
    }
    this.glow.decay(now);
    if ((this.#dirty || this.counting !== 'window') && now >= this.#summariseAt) {
      const started = performance.now();
      this.#summarise();
      // Tens of thousands of places take their time: no more than a twentieth of it all.
      this.#summariseAt = now + pictureShare * (performance.now() - started);
    }
  }

  /** The counters go on with each tick; the picture, which takes all rows, follows each second. */
  #addToTotals(rows: GeoPlace[]): void {
    const totals = { ...this.totals };
    for (const row of rows) addTo(totals, row, row[this.measure]);
    this.totals = totals;
    this.#countPlaceless();
  }

  get #rows(): Iterable<GeoPlace> {
    return this.#ticking ? this.#live.rows : (this.#answer?.places ?? []);
  }

  /** The rows that the picture is of. */
  get shownRows(): GeoPlace[] {
    return [...this.#rows].filter(this.#shown);
  }

  #summarise(): void {
    this.#dirty = false;
    const summary = summarise(this.#rows, this.#shown, this.measure);
    const { count, accepted, rejected } = summary;
    this.summary = summary;
    this.totals = { count, accepted, rejected };
    this.#countPlaceless();
    this.span = this.#spanShown();
    // What comes in one second is not known of answers: it is their mean.
    if (this.asked && this.span !== null) {
      const flows = summary.countries.reduce((sum, country) => sum + country.flows, 0);
      this.perSecond = flows / Math.max(1, (this.span.to - this.span.from) / 1000);
    }
  }

  #spanShown(): Span | null {
    const now = Date.now();
    if (!this.live) return this.window ?? this.scope.span;
    if (this.#ticking) {
      const since = this.#live.since(now);
      return since === null ? null : { from: since, to: now };
    }
    if (this.#answer === null) return null;
    const asked = recentSpan(this.counting, this.opened, now);
    return { from: Math.max(Date.parse(this.#answer.from), asked?.from ?? 0), to: now };
  }

  /** No button and no filter narrows what is shown. */
  get #unfiltered(): boolean {
    return this.#filter.direction === 'all' && this.#filter.action === 'all' && this.scope.filter === '';
  }

  /** A record without a place has no row, so that no button can tell what it is; the service can tell of its own answers. */
  #countPlaceless(): void {
    const told = this.#filter.direction === 'all' && this.#filter.action === 'all';
    if (this.#ticking) {
      this.unplaced = this.#unfiltered ? this.#live.unplaced : 0;
      this.other = this.#unfiltered ? this.#live.other : 0;
    } else {
      this.unplaced = told ? (this.#answer?.unplaced.flows ?? 0) : 0;
      this.other = 0;
    }
  }
}
