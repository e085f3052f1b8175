import type { Loss } from './losses';
import { count, whole } from '../text/numbers';
import { duration } from '../text/times';

export type Level = 'good' | 'warn' | 'bad';

export interface Headline {
  level: Level;
  /** What is read first: the worst, or, where all is well, that it is. */
  first: string;
  rest: string[];
}

export interface Facts {
  /** What the page's own connection is: `connected`, or another word of the live badge. */
  connection: string;
  apiProblem: string | null;
  /** Age of the newest record, ms; null when there is none. */
  age: number | null;
  /** Names of services that said or were said to be offline. */
  offline: string[];
  losses: Loss[];
  pendingObjects: number;
}

/** AWS delivers every 5 to 10 minutes: data that is older than two of these waits for something. */
const old = 20 * 60_000;
/** Fewer objects than this on their way are the everyday of a live source. */
const backlog = 20;

/** How it is, in plain words, the worst first. */
export function headline(facts: Facts): Headline {
  const bad: string[] = [];
  const warn: string[] = [];
  const good: string[] = [];

  if (facts.apiProblem !== null) bad.push(`The query service does not answer: ${facts.apiProblem}`);
  for (const service of facts.offline) bad.push(`The ${service} is offline${consequences[service] ?? ''}.`);
  if (facts.connection !== 'connected') {
    warn.push(
      `This page has no live connection (${facts.connection}), so that what services say of themselves is not of now.`,
    );
  }
  if (facts.age === null) warn.push('No record has come yet.');
  else if (facts.age > old) warn.push(`Data is ${duration(facts.age)} old: no new record has come since.`);
  else good.push(`Data is ${duration(Math.floor(facts.age / 1000) * 1000).replace('.0 s', ' s')} old.`);
  if (facts.pendingObjects > backlog) {
    warn.push(`History is still being read: ${count(facts.pendingObjects, 'object')} to go.`);
  }

  const lost = facts.losses.filter(({ isLoss, value }) => isLoss && (value ?? 0) > 0);
  const fresh = lost.filter(({ since }) => since === 'start');
  for (const loss of fresh)
    warn.push(`Lost since start: ${whole(loss.value ?? 0)} ${loss.what[0]!.toLowerCase()}${loss.what.slice(1)}.`);
  if (
    fresh.length === 0 &&
    facts.losses.some(({ since, isLoss, value }) => since === 'start' && isLoss && value !== null)
  ) {
    good.push('Nothing lost since start.');
  }
  const before = lost.filter(({ since }) => since === 'ever').length;
  if (before > 0 && fresh.length === 0) good.push('History has losses of earlier days, listed below.');

  if (bad.length === 0 && warn.length === 0)
    return { level: 'good', first: good.slice(0, 2).join(' '), rest: good.slice(2) };
  const [first, ...rest] = [...bad, ...warn, ...good];
  return { level: bad.length > 0 ? 'bad' : 'warn', first: first ?? '', rest };
}

const consequences: Record<string, string> = {
  broker: ': live data stands still; history goes on',
  ingestor: ': no new objects are streamed; history goes on',
  enricher: ': live data stands still; the broker keeps what comes',
  graphapi: ': nothing can be asked',
  web: '',
};
