import { expect, test } from 'vitest';
import { EventReader } from './events';

const stream =
  'event: progress\r\ndata: {"state":"running"}\r\n\r\n: a comment\ndata: a\ndata: b\n\nevent: result\ndata:{"x":1}\n\n';

function read(pieces: string[]): [string, string][] {
  const events: [string, string][] = [];
  const reader = new EventReader((event, data) => events.push([event, data]));
  for (const piece of pieces) reader.push(piece);
  return events;
}

test('Events are read, with data over several lines and without a name', () => {
  expect(read([stream])).toEqual([
    ['progress', '{"state":"running"}'],
    ['message', 'a\nb'],
    ['result', '{"x":1}'],
  ]);
});

test('It does not matter where the network cuts the stream', () => {
  const whole = read([stream]);
  for (let cut = 1; cut < stream.length; cut++)
    expect(read([stream.slice(0, cut), stream.slice(cut)]), `cut at ${cut}`).toEqual(whole);
  expect(read([...stream])).toEqual(whole);
});

test('What broke off before its empty line is no event', () => {
  expect(read(['event: result\ndata: {"half":'])).toEqual([]);
});
