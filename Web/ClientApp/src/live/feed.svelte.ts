import { access } from '../api/access';
import type { FlowEvent, MapTick, ServiceStatus } from '../api/types';
import { retryDelay } from './backoff';
import { MqttReader } from './mqtt/reader';
import { SourceLog } from './sourceLog';
import { StatusLog } from './statusLog';
import { StraightMap } from './straightMap';

export type FeedState = 'connecting' | 'connected' | 'reconnecting' | 'stale';

/** Services say that they run every 5 s, so that silence for three times as long means that something is wrong. */
const staleAfter = 15_000;

/** The live data: MQTT over a WebSocket to Web's own gateway, and the map's ticks from AWS IoT Core where Web wants it so. Ticks may be lost; the map takes its base from the API. */
class Feed {
  state = $state<FeedState>('connecting');
  /** When the next attempt to connect is due (ms since 1970), while reconnecting. */
  retryAt = $state(0);
  lastMessage = $state(0);
  /** From the tick's making to its arrival, ms; null before the first tick. */
  lag = $state<number | null>(null);
  /** Services that their last will declared offline. */
  offline = $state<string[]>([]);
  /** Live messages that a service dropped since the page was opened; the map takes its counts anew. */
  dropped = $state(0);
  connections = $state(0);
  /** Grows with each heartbeat: who reads `services` reads it too, to be told. */
  heartbeats = $state(0);
  readonly services = new StatusLog();
  readonly sources = new SourceLog();

  onTick: ((tick: MapTick) => void) | null = null;
  onEvents: ((events: FlowEvent[]) => void) | null = null;

  #client: MqttReader | null = null;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #topics: string[] = [];
  #scope: [account: string | null, region: string | null] = [null, null];
  readonly #straight = new StraightMap({
    changed: () => this.#straightChanged(),
    message: (topic, payload) => this.#message(topic, payload),
  });
  readonly #droppedBefore = new Map<string, number>();

  start(): void {
    if (this.#watch !== undefined) return;
    this.#watch = setInterval(() => this.#checkStale(), 1000);
    this.#client = new MqttReader({
      connected: () => this.#connected(),
      closed: () => this.#closed(),
      message: (topic, payload) => this.#message(topic, payload),
    });
    void this.#connect();
  }

  /** Limits the feed to an account and a region; null means all. */
  watch(account: string | null, region: string | null): void {
    this.#scope = [account, region];
    this.#straight.watch(account, region);
    this.#subscribe();
  }

  #subscribe(): void {
    const tail = this.#scope.map((one) => one ?? '+').join('/');
    const topics = [`flowoptics/v1/events/${tail}`, 'flowoptics/v1/status/#'];
    if (!this.#straight.connected) topics.push(`flowoptics/v1/map/${tail}`);
    const gone = this.#topics.filter((topic) => !topics.includes(topic));
    const added = topics.filter((topic) => !this.#topics.includes(topic));
    this.#topics = topics;
    if (this.#client?.connected !== true) return;
    this.#client.unsubscribe(gone);
    this.#client.subscribe(added);
  }

  retryNow(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.state = 'connecting';
    void this.#connect();
  }

  async #connect(): Promise<void> {
    // Where there is no ticket to be had, the connection is refused, and tried again.
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    this.#client?.connect(`${scheme}://${location.host}/mqtt`, { ticket: await access.ticket?.() });
  }

  #connected(): void {
    this.#attempt = 0;
    this.state = 'connected';
    this.connections++;
    this.lastMessage = Date.now();
    this.#client?.subscribe(this.#topics);
    this.#straight.start();
  }

  #straightChanged(): void {
    // What fell between the two ways the map asks for, as after any gap.
    this.connections++;
    this.#subscribe();
  }

  #closed(): void {
    if (this.#retry !== undefined) return;
    const wait = retryDelay(this.#attempt++, Math.random());
    this.state = 'reconnecting';
    this.retryAt = Date.now() + wait;
    this.#retry = setTimeout(() => this.retryNow(), wait);
  }

  #checkStale(): void {
    if (this.state === 'connected' && Date.now() - this.lastMessage > staleAfter) this.state = 'stale';
  }

  #message(topic: string, payload: Uint8Array): void {
    this.lastMessage = Date.now();
    if (this.state === 'stale') this.state = 'connected';
    const kind = topic.split('/')[2];
    if (kind === 'status') {
      if (payload.length > 0) this.#status(JSON.parse(text(payload)) as ServiceStatus);
    } else if (kind === 'map') {
      const tick = JSON.parse(text(payload)) as MapTick;
      this.lag = Math.max(0, this.lastMessage - Date.parse(tick.time));
      this.sources.add(tick, this.lastMessage);
      this.onTick?.(tick);
    } else if (kind === 'events') {
      this.onEvents?.(JSON.parse(text(payload)) as FlowEvent[]);
    }
  }

  #status(status: ServiceStatus): void {
    this.services.add(status, this.lastMessage);
    this.heartbeats++;
    this.#countDropped(status.service);
    const others = this.offline.filter((service) => service !== status.service);
    const next = status.state === 'offline' ? [...others, status.service] : others;
    if (next.length !== this.offline.length) this.offline = next;
  }

  #countDropped(service: string): void {
    const total = this.services.total(service, drops[service] ?? '');
    if (total === null) return;
    // A service that started anew counts from 0.
    this.dropped += Math.max(0, total - (this.#droppedBefore.get(service) ?? total));
    this.#droppedBefore.set(service, total);
  }
}

/** What a service calls the live messages that it dropped. */
const drops: Record<string, string> = { broker: 'dropped', enricher: 'liveDropped' };

const decoder = new TextDecoder();
const text = (payload: Uint8Array): string => decoder.decode(payload);

export const feed = new Feed();
