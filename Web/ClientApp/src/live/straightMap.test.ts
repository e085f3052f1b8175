import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StraightMap, within } from './straightMap';

const now = Date.parse('2026-11-22T10:00:00Z');
const decoder = new TextDecoder();

/** A broker that takes every connection, and answers signs of life. */
class Socket {
  static made: Socket[] = [];
  static readonly OPEN = 1;
  readyState = 1;
  sent: string[] = [];
  closed = false;
  onopen?: () => void;
  onmessage?: (message: { data: ArrayBuffer }) => void;
  onclose?: (event: { reason: string }) => void;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    Socket.made.push(this);
    queueMicrotask(() => this.onopen?.());
  }

  send(bytes: Uint8Array): void {
    this.sent.push(decoder.decode(bytes));
    const answer = { 0x10: [0x20, 3, 0, 0, 0], 0xc0: [0xd0, 0] }[bytes[0]!];
    if (answer !== undefined) queueMicrotask(() => this.onmessage?.({ data: new Uint8Array(answer).buffer }));
  }

  close(): void {
    this.closed = true;
  }
}

let asked = 0;
let answer: () => Response;
let changes = 0;
const made = (): StraightMap => new StraightMap({ changed: () => changes++, message: () => undefined });
const address = (seconds: number, filters = ['flowoptics/v1/map/#']): Response =>
  Response.json({
    url: `wss://iot.example/mqtt?signed=${asked}`,
    clientId: `viewer-${asked}`,
    filters,
    until: new Date(now + asked * 60_000 + seconds * 1000),
  });

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  Socket.made = [];
  asked = changes = 0;
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('fetch', () => {
    asked++;
    return Promise.resolve(answer());
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('Where Web has no address, it is asked once and everything comes by the gateway', async () => {
  answer = () => new Response(null, { status: 204 });
  const map = made();
  map.start();
  map.start();
  await vi.advanceTimersByTimeAsync(600_000);
  expect([asked, Socket.made.length, map.connected]).toEqual([1, 0, false]);
});

test('It connects as whom Web says, listens to what it may, and follows the reader', async () => {
  answer = () => address(900);
  const map = made();
  map.watch('123456789012', null);
  map.start();
  await vi.advanceTimersByTimeAsync(1);
  const [socket] = Socket.made;
  expect([socket!.url, map.connected, changes]).toEqual(['wss://iot.example/mqtt?signed=1', true, 1]);
  expect(socket!.sent[0]).toContain('viewer-1');
  expect(socket!.sent[1]).toContain('flowoptics/v1/map/123456789012/+');
  map.watch(null, 'eu-west-1');
  expect(socket!.sent.slice(2).join()).toMatch(/map\/123456789012\/\+.*map\/\+\/eu-west-1/s);
});

test('A minute before its credentials end it connects anew, by another address, and is never away', async () => {
  answer = () => address(120);
  const map = made();
  map.start();
  await vi.advanceTimersByTimeAsync(119_000);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(Socket.made.map(({ url, closed }) => [url, closed])).toEqual([
    ['wss://iot.example/mqtt?signed=1', true],
    ['wss://iot.example/mqtt?signed=2', false],
  ]);
  expect([map.connected, changes]).toEqual([true, 2]);
});

test('A connection that breaks, or an address that is not to be had now, is tried again; meanwhile the gateway is told', async () => {
  answer = () => (asked === 2 ? Response.json({ title: 'No address', status: 503 }, { status: 503 }) : address(900));
  const map = made();
  map.start();
  await vi.advanceTimersByTimeAsync(1);
  Socket.made[0]!.onclose?.({ reason: 'cut' });
  expect([map.connected, changes]).toEqual([false, 2]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked, map.connected, changes]).toEqual([3, true, 3]);
});

test('Who may see more accounts than a session has room for keeps to the gateway', async () => {
  answer = () => Response.json({ title: 'No address', status: 403 }, { status: 403 });
  const map = made();
  map.start();
  await vi.advanceTimersByTimeAsync(600_000);
  expect([asked, map.connected]).toEqual([1, false]);
});

test('What is asked for is never wider than what may be', () => {
  expect(within('flowoptics/v1/map/#', null, null)).toEqual(['flowoptics/v1/map/+/+']);
  expect(within('flowoptics/v1/map/#', '1', 'eu-west-1')).toEqual(['flowoptics/v1/map/1/eu-west-1']);
  expect(within('flowoptics/v1/map/1/#', null, 'eu-west-1')).toEqual(['flowoptics/v1/map/1/eu-west-1']);
  expect(within('flowoptics/v1/map/1/#', '2', null)).toEqual([]);
});
