import { getJson } from '../api/client';
import type { CompleteFault, CompleteResponse, CompleteSuggestion } from '../api/types';

export type {
  CompleteFault as Fault,
  CompleteResponse as Completion,
  CompleteSuggestion as Suggestion,
} from '../api/types';

/** What could stand in place of the half word at the cursor, and what is wrong before it. */
export function complete(filter: string, cursor: number, signal?: AbortSignal): Promise<CompleteResponse> {
  const query = new URLSearchParams({ filter, cursor: String(cursor), limit: '40' });
  return getJson<CompleteResponse>(`/api/v1/complete?${query.toString()}`, signal);
}

/** What is wrong with a whole filter, and null where nothing is. The blank behind it makes its last word a whole one. */
export async function faultOf(filter: string, signal?: AbortSignal): Promise<CompleteFault | null> {
  const text = filter.trimEnd();
  if (text === '') return null;
  return verdict(text, await complete(`${text} `, text.length + 1, signal));
}

export function verdict(text: string, { fault, expected }: CompleteResponse): CompleteFault | null {
  if (fault !== null || expected.includes('the end')) return fault;
  return { detail: `The filter goes on here: ${list(expected)}.`, position: text.length, length: 0, expected };
}

/** The text with the suggestion in it, and where the cursor then is. A blank follows, unless a list goes on. */
export function accept(
  text: string,
  { position, length }: CompleteResponse,
  { text: word, kind }: CompleteSuggestion,
): [string, number] {
  const [before, after] = [text.slice(0, position), text.slice(position + length)];
  const inList = (kind === 'value' || kind === 'set') && /\bin\s*\([^)]*$/i.test(before);
  // `in` without a list or a set behind it is rare: the bracket comes with it.
  const opened = kind === 'operator' && /\bin$/.test(word) && !/^\s*[(@\d]/.test(after) ? `${word} (` : word;
  const blank = opened.endsWith('(') || inList || /^\s/.test(after) ? '' : ' ';
  const glued = /[\w")]$/.test(before) && /^\w/.test(opened) ? ' ' : '';
  const done = before + glued + opened + blank;
  return [done + after, done.length];
}

export const list = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
