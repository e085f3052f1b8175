import { expect, test } from 'vitest';
import { untilNow } from './asking.svelte';
import { bucketChoices, bucketFor, earlier, questionOf, questionUrl } from './question';
import { format, initial, parse } from './state';

const scope = { account: null, region: null, filter: 'dstport = 22' };
const now = Date.parse('2026-11-22T10:00:00Z');

test('A relative range has fixed ends once it is asked', () => {
  const question = questionOf({ kind: 'last', minutes: 60 }, scope, now);
  expect(questionUrl('top', question, { by: 'srcaddr', limit: 20, bucket: undefined })).toBe(
    '/api/v1/top?source=history&from=2026-11-22T09%3A00%3A00.000Z&to=2026-11-22T10%3A00%3A00.000Z&filter=dstport+%3D+22&by=srcaddr&limit=20',
  );
});

test('Live has no ends: the service knows its window', () => {
  const question = questionOf({ kind: 'live' }, { ...scope, filter: '' }, now);
  expect(questionUrl('sankey', question, { by: 'srcaddr,dstaddr' })).toBe(
    '/api/v1/sankey?source=live&by=srcaddr%2Cdstaddr',
  );
  expect(earlier(question, 60)).toBeNull();
});

test('The window before lies whole buckets earlier', () => {
  const question = questionOf({ kind: 'last', minutes: 61 }, scope, now);
  const before = earlier(question, 300)!;
  expect(before.shift).toBe(3900);
  expect(before.shift % 300).toBe(0);
  expect(question.from! - before.question.from!).toBe(3_900_000);
  expect(before.question.to! - before.question.from!).toBe(question.to! - question.from!);
});

test('A window with times of its own is moved by what lies between the beginnings', () => {
  const question = questionOf({ kind: 'last', minutes: 60 }, scope, now);
  expect(earlier(question, 60, question.from! - 86_400_000)!.shift).toBe(86_400);
});

test.each([
  [15, 60],
  [60, 60],
  [240, 120],
  [360, 900],
  [1440, 900],
  [4320, 3600],
  [43_200, 21_600],
  [525_600, 259_200],
])('%d minutes are shown in buckets of %d s', (minutes, seconds) => {
  const question = questionOf({ kind: 'last', minutes }, scope, now);
  expect(bucketFor(question)).toBe(seconds);
  expect((minutes * 60) / seconds).toBeLessThanOrEqual(125);
});

test('Other widths may be chosen, if they make a chart', () => {
  expect(bucketChoices(questionOf({ kind: 'last', minutes: 60 }, scope, now))).toEqual([60, 120, 300, 600, 900, 1800]);
  expect(bucketChoices(questionOf({ kind: 'live' }, scope, now))).toEqual([]);
  expect(bucketFor(questionOf({ kind: 'live' }, scope, now))).toBeUndefined();
});

test.each([
  '',
  'by=none',
  'by=src-country&series=5&bucket=3600&hide=CN|&table=1&top=srcaddr,dstport&rows=50&order=-share&sankey=country,service-port',
  'columns=start,srcaddr,bytes',
])('"%s" survives being read and written', (text) => {
  const written = new URLSearchParams();
  format(parse(new URLSearchParams(text)), (name, value, standard = '') => {
    if (value !== null && value !== standard) written.set(name, value);
  });
  expect(parse(written)).toEqual(parse(new URLSearchParams(text)));
  expect([...written]).toEqual([...new URLSearchParams(text)]);
});

test('What makes no sense in an address falls back', () => {
  expect(parse(new URLSearchParams('top=a,b,c&sankey=x&series=0&order=evil&rows=1e9'))).toEqual(initial);
});

test('A window that reaches into the future ends now', () => {
  const answer = { from: '2026-11-22T09:45:00Z', to: '2026-11-23T10:00:00Z' };
  expect(untilNow(answer, now).to).toBe('2026-11-22T10:00:00.000Z');
  expect(untilNow({ ...answer, to: '2026-11-22T09:50:00Z' }, now).to).toBe('2026-11-22T09:50:00Z');
});
