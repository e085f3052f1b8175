import {
  connectPacket,
  disconnectPacket,
  PacketReader,
  pingPacket,
  subscribePacket,
  unsubscribePacket,
  type Packet,
} from './packets';

export interface ReaderEvents {
  connected(): void;
  /** The connection is gone, or was never made; nothing more comes until `connect`. */
  closed(reason: string): void;
  message(topic: string, payload: Uint8Array): void;
}

/** Seconds of silence after which we say that we are here. */
const keepAlive = 30;
/** To connect, and for the answer to a sign of life. */
const patience = 8000;

/** Reads topics of MQTT 5 at QoS 0 over a WebSocket. It does not reconnect by itself: who uses it knows when. */
export class MqttReader {
  connected = false;
  readonly #events: ReaderEvents;
  /** One id for each tab: a broker ends a session when its id connects again. */
  readonly #id = `web-${Math.random().toString(36).slice(2, 12)}`;
  #socket: WebSocket | null = null;
  #packets = new PacketReader();
  #lastId = 0;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(events: ReaderEvents) {
    this.#events = events;
  }

  /**
   * @param login.id Who the broker is to take this for; an id of its own otherwise.
   * @param login.ticket Where people sign in: good for one connection.
   */
  connect(url: string, login: { id?: string | undefined; ticket?: string | undefined } = {}): void {
    this.#drop();
    const socket = (this.#socket = new WebSocket(url, 'mqtt'));
    socket.binaryType = 'arraybuffer';
    this.#packets = new PacketReader();
    this.#await('the broker to take the connection');
    socket.onopen = () => this.#send(connectPacket(login.id ?? this.#id, keepAlive, login.ticket));
    socket.onmessage = ({ data }) => socket === this.#socket && this.#take(data as ArrayBuffer);
    socket.onclose = ({ reason }) => socket === this.#socket && this.#close(reason || 'the connection broke off');
  }

  subscribe(topics: readonly string[]): void {
    if (topics.length > 0) this.#send(subscribePacket(this.#nextId(), topics));
  }

  unsubscribe(topics: readonly string[]): void {
    if (topics.length > 0) this.#send(unsubscribePacket(this.#nextId(), topics));
  }

  #take(data: ArrayBuffer): void {
    try {
      for (const packet of this.#packets.push(new Uint8Array(data))) this.#packet(packet);
    } catch (error) {
      this.#close(String(error));
    }
  }

  #packet(packet: Packet): void {
    switch (packet.type) {
      case 'publish':
        this.#events.message(packet.topic, packet.payload);
        break;
      case 'connack':
        clearTimeout(this.#deadline);
        if (packet.reason >= 0x80) this.#close(`the broker refused the connection (reason ${packet.reason})`);
        else this.#welcome(packet.keepAlive ?? keepAlive);
        break;
      case 'pong':
        clearTimeout(this.#deadline);
        break;
      case 'suback':
        if (packet.reasons.some((reason) => reason >= 0x80)) this.#close('the broker refused a subscription');
        break;
      case 'disconnect':
        this.#close(`the broker ended the connection (reason ${packet.reason})`);
        break;
      case 'other':
    }
  }

  #welcome(seconds: number): void {
    this.connected = true;
    if (seconds > 0)
      this.#beat = setInterval(() => {
        this.#send(pingPacket());
        this.#await('the broker to answer a sign of life');
      }, seconds * 750);
    this.#events.connected();
  }

  /** A connection whose other end is gone is not told of it: it is given up when an answer does not come. */
  #await(what: string): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#close(`waited too long for ${what}`), patience);
  }

  #close(reason: string): void {
    this.#drop();
    this.#events.closed(reason);
  }

  #drop(): void {
    clearTimeout(this.#deadline);
    clearInterval(this.#beat);
    const socket = this.#socket;
    if (this.connected && socket?.readyState === WebSocket.OPEN) socket.send(disconnectPacket());
    this.connected = false;
    this.#socket = null;
    socket?.close();
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  /** 1 to 65,535: none of ours is ever kept open for long. */
  #nextId(): number {
    return (this.#lastId = (this.#lastId % 65_535) + 1);
  }
}
