import type { MqttClient } from 'mqtt';
import type { FlowEvent, MapTick, ServiceStatus } from '../api/types';
import { retryDelay } from './backoff';
import { SourceLog } from './sourceLog';
import { StatusLog } from './statusLog';

export type FeedState = 'connecting' | 'connected' | 'reconnecting' | 'stale';

/** Services say that they run every 5 s, so that silence for three times as long means that something is wrong. */
const staleAfter = 15_000;

/** The live data: MQTT over a WebSocket to Web's own gateway. Ticks may be lost; the map takes its base from the API. */
class Feed {
  state = $state<FeedState>('connecting');
  /** When the next attempt to connect is due (ms since 1970), while reconnecting. */
  retryAt = $state(0);
  lastMessage = $state(0);
  /** From the tick's making to its arrival, ms; null before the first tick. */
  lag = $state<number | null>(null);
  /** Services that their last will declared offline. */
  offline = $state<string[]>([]);
  connections = $state(0);
  /** Grows with each heartbeat: who reads `services` reads it too, to be told. */
  heartbeats = $state(0);
  readonly services = new StatusLog();
  readonly sources = new SourceLog();

  onTick: ((tick: MapTick) => void) | null = null;
  onEvents: ((events: FlowEvent[]) => void) | null = null;

  #client: MqttClient | null = null;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #topics: string[] = [];

  async start(): Promise<void> {
    if (this.#watch !== undefined) return;
    this.#watch = setInterval(() => this.#checkStale(), 1000);
    const { default: mqtt } = await import('mqtt');
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    this.#client = mqtt.connect(`${scheme}://${location.host}/mqtt`, {
      // One id for each tab: a broker ends a session when its id connects again.
      clientId: `web-${Math.random().toString(36).slice(2, 12)}`,
      protocolVersion: 5,
      clean: true,
      keepalive: 30,
      connectTimeout: 8000,
      // Our own waits grow and are jittered, and the badge shows them.
      reconnectPeriod: 0,
      resubscribe: false,
      // The other timers live in a Worker made from a blob, which the content security policy forbids.
      timerVariant: 'native',
    });
    this.#client.on('connect', () => this.#connected());
    this.#client.on('close', () => this.#closed());
    this.#client.on('error', () => this.#closed());
    this.#client.on('message', (topic, payload) => this.#message(topic, payload));
  }

  /** Limits the feed to an account and a region; null means all. */
  watch(account: string | null, region: string | null): void {
    const tail = `${account ?? '+'}/${region ?? '+'}`;
    const topics = [`flowoptics/v1/map/${tail}`, `flowoptics/v1/events/${tail}`, 'flowoptics/v1/status/#'];
    const gone = this.#topics.filter((topic) => !topics.includes(topic));
    const added = topics.filter((topic) => !this.#topics.includes(topic));
    this.#topics = topics;
    if (this.#client?.connected !== true) return;
    if (gone.length > 0) this.#client.unsubscribe(gone);
    if (added.length > 0) this.#client.subscribe(added, { qos: 0 });
  }

  retryNow(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.state = 'connecting';
    this.#client?.reconnect();
  }

  #connected(): void {
    this.#attempt = 0;
    this.state = 'connected';
    this.connections++;
    this.lastMessage = Date.now();
    if (this.#topics.length > 0) this.#client?.subscribe(this.#topics, { qos: 0 });
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
    const others = this.offline.filter((service) => service !== status.service);
    const next = status.state === 'offline' ? [...others, status.service] : others;
    if (next.length !== this.offline.length) this.offline = next;
  }
}

const decoder = new TextDecoder();
const text = (payload: Uint8Array): string => decoder.decode(payload);

export const feed = new Feed();
