import { access } from './access';
import { EventReader } from './events';
import type { QueryProgress } from './types';

/** What went wrong, as RFC 9457 problem details say it: a title, and a sentence with cause and mend. */
export class ApiProblem extends Error {
  readonly title: string;
  readonly status: number;

  constructor(title: string, detail: string, status: number) {
    super(detail);
    this.title = title;
    this.status = status;
  }

  /** What was caught, as a reader is told of it. */
  static of(error: unknown): ApiProblem {
    return error instanceof ApiProblem ? error : new ApiProblem('The page failed', String(error), 0);
  }

  /** What stands where an answer would be, when its reader gave it up. */
  static cancelled(): ApiProblem {
    return new ApiProblem('Cancelled', 'The query was cancelled before its answer came. Nothing runs any more.', 0);
  }
}

export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await reach(url, 'application/json', signal);
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

/** Likewise, of what there may be none of. */
export async function getIfAny<T>(url: string): Promise<T | null> {
  const response = await reach(url, 'application/json');
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? null : ((await response.json()) as T);
}

/** Asks a query that reports its progress. Aborting the signal closes the stream, and that cancels the query. */
export async function ask<T>(
  url: string,
  signal: AbortSignal,
  onProgress: (progress: QueryProgress) => void,
): Promise<T> {
  const response = await reach(url, 'text/event-stream', signal);
  if (!response.ok) throw await problemOf(response);
  if (!response.headers.get('content-type')?.includes('text/event-stream') || response.body === null) {
    return (await response.json()) as T;
  }

  let answer: T | undefined;
  let problem: ApiProblem | undefined;
  const events = new EventReader((event, data) => {
    if (event === 'progress') onProgress(JSON.parse(data) as QueryProgress);
    else if (event === 'result') answer = JSON.parse(data) as T;
    else if (event === 'problem') problem = toProblem(JSON.parse(data), 500);
  });
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    events.push(decoder.decode(value, { stream: true }));
  }
  if (problem !== undefined) throw problem;
  if (answer === undefined) {
    throw new ApiProblem('The answer broke off', 'The connection closed before the result came. Try again.', 0);
  }
  return answer;
}

async function reach(url: string, accept: string, signal?: AbortSignal): Promise<Response> {
  const { token, renew } = access;
  try {
    const headers: Record<string, string> = token === '' ? { accept } : { accept, authorization: `Bearer ${token}` };
    const response = await fetch(url, { headers, signal: signal ?? null });
    if (response.status !== 401 || renew === undefined) return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem(
      'FlowOptics cannot be reached',
      'The web service does not answer. Is it still running? The dashboard (http://localhost:15000) shows each service and its log.',
      0,
    );
  }
  await renew(token);
  return reach(url, accept, signal);
}

async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    return toProblem(await response.json(), response.status);
  } catch {
    return new ApiProblem(
      response.status >= 502 ? 'The query service is not ready' : `The service answered ${response.status}`,
      response.status >= 502
        ? 'It is starting, or it has stopped. It is asked again when you retry; the dashboard shows its log.'
        : `${response.statusText || 'No reason was given'}. The dashboard shows the service's log.`,
      response.status,
    );
  }
}

function toProblem(body: { title?: string; detail?: string; status?: number }, status: number): ApiProblem {
  const title = body.title ?? 'The query failed';
  return new ApiProblem(
    title,
    body.detail ?? 'No reason was given; the dashboard shows the service’s log.',
    body.status ?? status,
  );
}
