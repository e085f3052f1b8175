/**
 * The few MQTT 5 packets that a reader of QoS 0 needs (OASIS, "MQTT Version 5.0", chapters 2 and 3). A packet:
 * ```
 * 30 1c | 00 0b 'flowoptics/…' | 00 | payload      PUBLISH, 28 bytes, topic, no properties
 * ```
 */
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export type Packet =
  | { type: 'connack'; reason: number; keepAlive: number | null }
  | { type: 'publish'; topic: string; payload: Uint8Array }
  | { type: 'suback'; reasons: number[] }
  | { type: 'pong' }
  | { type: 'disconnect'; reason: number }
  | { type: 'other' };

/** Clean start, no will, nobody's name: where people sign in, a ticket stands for the password. */
export const connectPacket = (clientId: string, keepAlive: number, ticket = ''): Uint8Array<ArrayBuffer> => {
  const flags = ticket === '' ? 0x02 : 0x42;
  const end = ticket === '' ? [] : text(ticket);
  return packet(0x10, [...text('MQTT'), 5, flags, keepAlive >> 8, keepAlive & 0xff, 0, ...text(clientId), ...end]);
};

export const subscribePacket = (id: number, topics: readonly string[]): Uint8Array<ArrayBuffer> =>
  packet(0x82, [id >> 8, id & 0xff, 0, ...topics.flatMap((topic) => [...text(topic), 0])]);

export const unsubscribePacket = (id: number, topics: readonly string[]): Uint8Array<ArrayBuffer> =>
  packet(0xa2, [id >> 8, id & 0xff, 0, ...topics.flatMap((topic) => text(topic))]);

export const pingPacket = (): Uint8Array<ArrayBuffer> => packet(0xc0, []);

export const disconnectPacket = (): Uint8Array<ArrayBuffer> => packet(0xe0, []);

/** Cuts what comes into packets: a frame of the WebSocket may hold a part of one, or several (section 6.0). */
export class PacketReader {
  #rest = new Uint8Array(0);

  /** @throws Error where the bytes are no MQTT. */
  push(bytes: Uint8Array): Packet[] {
    if (this.#rest.length > 0) {
      const joined = new Uint8Array(this.#rest.length + bytes.length);
      joined.set(this.#rest);
      joined.set(bytes, this.#rest.length);
      bytes = joined;
    }
    const packets: Packet[] = [];
    let at = 0;
    for (;;) {
      const head = numberAt(bytes, at + 1);
      if (head === null || head.end + head.value > bytes.length) break;
      packets.push(read(bytes[at]!, bytes.subarray(head.end, head.end + head.value)));
      at = head.end + head.value;
    }
    this.#rest = bytes.slice(at);
    return packets;
  }
}

function read(first: number, body: Uint8Array): Packet {
  switch (first >> 4) {
    case 2:
      return { type: 'connack', reason: body[1] ?? 0x80, keepAlive: serverKeepAlive(body.subarray(2)) };
    case 3:
      return publish(first, body);
    case 9: {
      const properties = numberAt(body, 2);
      return {
        type: 'suback',
        reasons: properties === null ? [0x80] : [...body.subarray(properties.end + properties.value)],
      };
    }
    case 13:
      return { type: 'pong' };
    case 14:
      return { type: 'disconnect', reason: body[0] ?? 0 };
    default:
      return { type: 'other' };
  }
}

function publish(first: number, body: Uint8Array): Packet {
  const length = (body[0]! << 8) | body[1]!;
  // A packet id stands behind the topic of QoS 1 and 2; none is asked for, and none need be sent.
  const id = (first & 0x06) === 0 ? 0 : 2;
  const properties = numberAt(body, 2 + length + id);
  if (properties === null) throw new Error('A PUBLISH ends within its head.');
  return {
    type: 'publish',
    topic: decoder.decode(body.subarray(2, 2 + length)),
    payload: body.subarray(properties.end + properties.value),
  };
}

/** How many bytes each property of a CONNACK has (section 2.2.2.2); -1: a text, -2: two texts. */
const properties: Readonly<Record<number, number>> = {
  0x11: 4,
  0x12: -1,
  0x13: 2,
  0x15: -1,
  0x16: -1,
  0x1a: -1,
  0x1c: -1,
  0x1f: -1,
  0x21: 2,
  0x22: 2,
  0x24: 1,
  0x25: 1,
  0x26: -2,
  0x27: 4,
  0x28: 1,
  0x29: 1,
  0x2a: 1,
};

/** Seconds between signs of life, where the broker wants others than we do. */
function serverKeepAlive(bytes: Uint8Array): number | null {
  const length = numberAt(bytes, 0);
  if (length === null) return null;
  const end = length.end + length.value;
  for (let at = length.end; at < end;) {
    const id = bytes[at++]!;
    const size = properties[id];
    if (id === 0x13) return (bytes[at]! << 8) | bytes[at + 1]!;
    if (size === undefined) throw new Error(`A CONNACK has property ${id}, which none may have.`);
    if (size >= 0) at += size;
    else for (let texts = -size; texts > 0; texts--) at += 2 + ((bytes[at]! << 8) | bytes[at + 1]!);
  }
  return null;
}

function packet(first: number, body: readonly number[]): Uint8Array<ArrayBuffer> {
  const length: number[] = [];
  let left = body.length;
  do {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left >>= 7;
  } while (left > 0);
  return Uint8Array.from([first, ...length, ...body]);
}

function text(value: string): number[] {
  const bytes = encoder.encode(value);
  return [bytes.length >> 8, bytes.length & 0xff, ...bytes];
}

/** A variable byte integer and where it ends; null where the bytes end within it. Four bytes at most (section 1.5.5). */
function numberAt(bytes: Uint8Array, at: number): { value: number; end: number } | null {
  let value = 0;
  for (let index = 0; index < 4; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 128 ** index;
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  throw new Error('A length has more than four bytes: this is no MQTT.');
}
