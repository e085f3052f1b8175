import { ApiProblem, getIfAny } from '../api/client';
import { retryDelay } from './backoff';
import { MqttReader } from './mqtt/reader';

/** What Web gives out (`GET /mqtt/address`): good for a quarter of an hour at most. */
interface Address {
  url: string;
  clientId: string;
  filters: string[];
  until: string;
}

export interface StraightEvents {
  /** From now on the ticks come by this way, or no longer do. */
  changed(): void;
  message(topic: string, payload: Uint8Array): void;
}

/** So long before a connection's credentials end the next one is made. */
const spare = 60_000;
/** Where Web's clock and the reader's differ, addresses seem to end at once. */
const leastLife = 10_000;

/** The map's ticks straight from AWS IoT Core, where Web gives out addresses there. Whenever there is no connection, Web's gateway has them, as it has all else. */
export class StraightMap {
  /** Also while the next connection follows on one whose credentials end. */
  connected = false;
  readonly #events: StraightEvents;
  readonly #reader: MqttReader;
  #address: Address | null = null;
  #scope: [account: string | null, region: string | null] = [null, null];
  #begun = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(events: StraightEvents) {
    this.#events = events;
    this.#reader = new MqttReader({
      connected: () => this.#connected(),
      closed: () => this.#closed(),
      message: events.message,
    });
  }

  /** Once the gateway has let the reader in. */
  start(): void {
    if (this.#begun) return;
    this.#begun = true;
    void this.#next();
  }

  watch(account: string | null, region: string | null): void {
    const before = this.#topics();
    this.#scope = [account, region];
    const topics = this.#topics();
    if (!this.connected) return;
    this.#reader.unsubscribe(before.filter((topic) => !topics.includes(topic)));
    this.#reader.subscribe(topics.filter((topic) => !before.includes(topic)));
  }

  #topics(): string[] {
    return (this.#address?.filters ?? []).flatMap((filter) => within(filter, ...this.#scope));
  }

  async #next(): Promise<void> {
    try {
      const address = await getIfAny<Address>('/mqtt/address');
      clearTimeout(this.#timer);
      this.#address = address;
      if (address !== null) this.#reader.connect(address.url, { id: address.clientId });
    } catch (error) {
      // Who may see more accounts than such a session can be bound to has the gateway.
      if (error instanceof ApiProblem && error.status === 403) return;
      this.#again(retryDelay(this.#attempt++, Math.random()));
    }
  }

  #connected(): void {
    this.#attempt = 0;
    this.#reader.subscribe(this.#topics());
    this.#again(Math.max(leastLife, Date.parse(this.#address!.until) - Date.now() - spare));
    this.connected = true;
    this.#events.changed();
  }

  #closed(): void {
    const was = this.connected;
    this.connected = false;
    if (was) this.#events.changed();
    this.#again(retryDelay(this.#attempt++, Math.random()));
  }

  #again(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#next(), wait);
  }
}

/** What to ask for of what may be asked for: `flowoptics/v1/map/#`, or `flowoptics/v1/map/ACCOUNT/#` for each account. */
export function within(filter: string, account: string | null, region: string | null): string[] {
  const [product, version, map, only] = filter.split('/');
  if (only !== '#' && account !== null && account !== only) return [];
  return [`${product}/${version}/${map}/${only === '#' ? (account ?? '+') : only}/${region ?? '+'}`];
}
