import { connection } from './connection.svelte';

/** An answer that was refused, in the server's words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
  ) {
    super(detail);
  }
}

export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetched(path, { signal: signal ?? null });
  return (await response.json()) as T;
}

export async function post(path: string): Promise<void> {
  await fetched(path, { method: 'POST' });
}

async function fetched(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal(
      0,
      'AppHost does not answer',
      'It has ended, or is starting. This page asks again when it is back.',
    );
  }
  if (response.ok) return response;
  if (response.status === 401) connection.signedIn = false;
  throw await refusalOf(response);
}

async function refusalOf(response: Response): Promise<Refusal> {
  const text = await response.text();
  try {
    const { title, detail } = JSON.parse(text) as { title?: string; detail?: string };
    return new Refusal(response.status, title ?? `Status ${response.status}`, detail ?? '');
  } catch {
    // No problem document: what was said is all there is.
    return new Refusal(response.status, `Status ${response.status}`, text);
  }
}

/** A parameter of a question: a list is repeated, and what is empty is left out. */
export type Parameters = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export function addressOf(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (Array.isArray(value)) for (const one of value) query.append(name, one);
    else if (value !== null && value !== '' && value !== false) query.set(name, String(value));
  }
  const search = query.toString();
  return search === '' ? path : `${path}?${search}`;
}
