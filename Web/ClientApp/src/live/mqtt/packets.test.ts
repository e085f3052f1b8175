import { generate, parser } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { connectPacket, PacketReader, pingPacket, subscribePacket, unsubscribePacket } from './packets';

const options = { protocolVersion: 5 };

/** What mqtt-packet, which others rely on, reads in our bytes. */
function readByOthers(bytes: Uint8Array): Record<string, unknown> {
  const packets: unknown[] = [];
  const reader = parser(options);
  reader.on('packet', (packet) => packets.push(packet));
  reader.parse(Buffer.from(bytes));
  expect(packets).toHaveLength(1);
  return packets[0] as Record<string, unknown>;
}

const topics = ['flowoptics/v1/map/+/+', 'flowoptics/v1/status/#', `long/${'ü'.repeat(200)}`];

test('What we write is what we mean', () => {
  expect(readByOthers(connectPacket('web-1', 300))).toMatchObject({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 5,
    clean: true,
    clientId: 'web-1',
    keepalive: 300,
  });
  const subscribe = readByOthers(subscribePacket(513, topics)) as { subscriptions: { topic: string; qos: number }[] };
  expect(subscribe).toMatchObject({ cmd: 'subscribe', messageId: 513 });
  expect(subscribe.subscriptions.map(({ topic, qos }) => [topic, qos])).toEqual(topics.map((topic) => [topic, 0]));
  expect(readByOthers(unsubscribePacket(7, topics))).toMatchObject({
    cmd: 'unsubscribe',
    messageId: 7,
    unsubscriptions: topics,
  });
  expect(readByOthers(pingPacket())).toMatchObject({ cmd: 'pingreq' });
});

const publish = (topic: string, payload: string, properties = {}): Buffer =>
  generate({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false, properties }, options);

const stream = Buffer.concat([
  generate(
    {
      cmd: 'connack',
      reasonCode: 0,
      sessionPresent: false,
      properties: {
        receiveMaximum: 20,
        assignedClientIdentifier: 'given',
        userProperties: { a: 'b', c: 'd' },
        serverKeepAlive: 77,
        reasonString: 'welcome',
      },
    },
    options,
  ),
  generate({ cmd: 'suback', messageId: 1, granted: [0, 0x87] }, options),
  publish('flowoptics/v1/map/1/eu-west-1', '{"sequence":1}'),
  publish('t', '', { messageExpiryInterval: 60, contentType: 'application/json' }),
  publish('large', 'x'.repeat(40_000)),
  generate({ cmd: 'pingresp' }, options),
  generate({ cmd: 'disconnect', reasonCode: 0x8b }, options),
]);

/** Payloads as texts: arrays of forty thousand numbers are slow to compare. */
function readAll(cuts: readonly number[]): unknown[] {
  const reader = new PacketReader();
  const edges = [0, ...cuts, stream.length];
  return edges
    .slice(1)
    .flatMap((end, at) => reader.push(new Uint8Array(stream.subarray(edges[at]!, end))))
    .map((one) => (one.type === 'publish' ? [one.topic, new TextDecoder().decode(one.payload)] : one));
}

test('What others write is read', () => {
  expect(readAll([])).toEqual([
    { type: 'connack', reason: 0, keepAlive: 77 },
    { type: 'suback', reasons: [0, 0x87] },
    ['flowoptics/v1/map/1/eu-west-1', '{"sequence":1}'],
    ['t', ''],
    ['large', 'x'.repeat(40_000)],
    { type: 'pong' },
    { type: 'disconnect', reason: 0x8b },
  ]);
});

test('It does not matter where the network cuts the stream', () => {
  const whole = JSON.stringify(readAll([]));
  for (let cut = 1; cut < 260; cut++) expect(JSON.stringify(readAll([cut])), `cut at ${cut}`).toBe(whole);
  expect(JSON.stringify(readAll(Array.from({ length: 250 }, (_, at) => at + 1)))).toBe(whole);
  expect(JSON.stringify(readAll([20_000, 39_000]))).toBe(whole);
});

test('Bytes that are no MQTT are refused', () => {
  expect(() => new PacketReader().push(new Uint8Array([0x30, 0xff, 0xff, 0xff, 0xff, 0xff]))).toThrow('no MQTT');
});
