import { expect, test } from 'vitest';
import { add, ours, readFile, writeFile, type SavedView } from './savedViews';

const view = (name: string, url = '/graph?mode=inspect&ips=10.0.3.7'): SavedView => ({
  name,
  url: ours(url)!,
  saved: '2026-11-22T10:00:00.000Z',
});

test('What is exported can be imported', () => {
  const views = [view('Database'), view('Scans', '/explore?last=1h&filter=action = reject'), view('Now', '/map')];
  expect(readFile(writeFile(views))).toEqual(views);
});

test.each([
  ['{', /no JSON/],
  ['[]', /no saved views/],
  ['{"kind":"other","views":[]}', /no saved views/],
  ['{"kind":"flowoptics-saved-views","version":2,"views":[]}', /version 2/],
  ['{"kind":"flowoptics-saved-views","version":1,"views":[null]}', /View 1 of the file is no object/],
  ['{"kind":"flowoptics-saved-views","version":1,"views":[{"name":" ","url":"/map"}]}', /needs a name/],
  [
    '{"kind":"flowoptics-saved-views","version":1,"views":[{"name":"x","url":"https://example.com/map"}]}',
    /leads to no view/,
  ],
  [
    '{"kind":"flowoptics-saved-views","version":1,"views":[{"name":"x","url":"javascript:alert(1)"}]}',
    /leads to no view/,
  ],
  ['{"kind":"flowoptics-saved-views","version":1,"views":[{"name":"x","url":"//example.com"}]}', /leads to no view/],
])('%s is refused with a sentence', (text, sentence) => {
  expect(() => readFile(text)).toThrow(sentence);
});

test('Of a link only what the page knows stays', () => {
  expect(ours('/graph?mode=inspect&ips=10.0.0.1&evil=1&limit=99999999999')).toBe('/graph?mode=inspect&ips=10.0.0.1');
  expect(ours('/openapi/v1.json')).toBeNull();
});

test('A name that is taken gets a number; the same view is not added twice', () => {
  const one = view('A');
  expect(add([one], [one])).toEqual([one]);
  expect(add([one], [view('A', '/map'), view('A', '/status')]).map(({ name }) => name)).toEqual([
    'A',
    'A (2)',
    'A (3)',
  ]);
});
