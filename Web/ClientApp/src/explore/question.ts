import type { Source } from '../api/types';
import { rangeTimes, type Range } from '../state/range';

/** What all panels ask of: one window with fixed ends, so that their numbers are of the same records. */
export interface Question {
  source: Source;
  /** Null for live: the service knows its window. */
  from: number | null;
  to: number | null;
  account: string | null;
  region: string | null;
  filter: string;
  /** Asked again by itself, for what an import has brought: what is shown stays, without a word, until the answer is here. */
  quiet?: boolean;
}

export function questionOf(
  range: Range,
  { account, region, filter }: Pick<Question, 'account' | 'region' | 'filter'>,
  now: number,
): Question {
  const times = rangeTimes(range, now);
  const scope = { account, region, filter };
  return times === null
    ? { source: 'live', from: null, to: null, ...scope }
    : { source: 'history', from: times.from, to: times.to, ...scope };
}

/** The API's address of a question: `/api/v1/top?…`. What is undefined or empty is left out. */
export function questionUrl(
  endpoint: 'timeseries' | 'top' | 'sankey' | 'flows',
  question: Question,
  more: Readonly<Record<string, string | number | undefined>>,
): string {
  const query = new URLSearchParams({ source: question.source });
  const put = (name: string, value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  };
  put('from', question.from === null ? null : new Date(question.from).toISOString());
  put('to', question.to === null ? null : new Date(question.to).toISOString());
  put('account', question.account);
  put('region', question.region);
  put('filter', question.filter);
  for (const [name, value] of Object.entries(more)) put(name, value);
  return `/api/v1/${endpoint}?${query.toString()}`;
}

/**
 * The window before, moved by whole buckets, so that its buckets lie under those of this one. `shift` is how far, in seconds. With times of its own it
 * is moved by what lies between the two beginnings.
 */
export function earlier(
  question: Question,
  bucketSeconds: number,
  begin: number | null = null,
): { question: Question; shift: number } | null {
  if (question.from === null || question.to === null) return null;
  const by = begin === null ? question.to - question.from : question.from - begin;
  const shift = Math.ceil(by / 1000 / bucketSeconds) * bucketSeconds;
  return {
    question: { ...question, from: question.from - shift * 1000, to: question.to - shift * 1000 },
    shift,
  };
}

const widths = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
/** Bars of more buckets than this are too thin to read, and to aim at. */
const readable = 125;

/**
 * The width of a bucket for a chart, in seconds. Not between 2 and 15 minutes: AWS sums records up over as much as 10 minutes, and such buckets would show
 * its clock, a comb, and not the traffic. Undefined for live, whose window GraphApi knows.
 */
export function bucketFor({ from, to }: Question): number | undefined {
  if (from === null || to === null) return undefined;
  const seconds = (to - from) / 1000;
  const width = widths.find((one) => (one <= 120 || one >= 900) && seconds / one <= readable);
  return width ?? Math.ceil(seconds / readable / 86_400) * 86_400;
}

/** The widths that one may choose instead: at least two buckets, and not more than a chart has pixels. */
export const bucketChoices = ({ from, to }: Question): number[] =>
  from === null || to === null
    ? []
    : widths.filter((one) => (to - from) / 1000 / one >= 2 && (to - from) / 1000 / one <= 1500);
