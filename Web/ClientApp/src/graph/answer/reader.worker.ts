import { access } from '../../api/access';
import { ApiProblem, ask } from '../../api/client';
import type { GraphAnswer } from '../../api/types';
import type { FromReader, ToReader } from './messages';

/** A piece of so many links is taken over within a frame. */
const piece = 1000;
const running = new Map<number, AbortController>();

addEventListener('message', ({ data }: MessageEvent<ToReader>) => {
  if (data.type === 'ask') {
    access.token = data.token;
    void read(data.id, data.url);
  } else running.get(data.id)?.abort();
});

/** Asks and reads an answer. Twenty megabytes of JSON take longer than a page may stand still: here nobody waits for a frame. */
async function read(id: number, url: string): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  const send = (message: FromReader): void => postMessage(message);
  try {
    const answer = await ask<GraphAnswer>(url, abort.signal, (progress) => send({ id, type: 'progress', progress }));
    const { nodes, links, gone } = answer;
    send({ id, type: 'head', head: { ...answer, nodes: [], links: [], gone: gone === null ? null : [] } });
    for (let at = 0; at < nodes.length; at += piece) send({ id, type: 'nodes', nodes: nodes.slice(at, at + piece) });
    for (let at = 0; at < links.length; at += piece) send({ id, type: 'links', links: links.slice(at, at + piece) });
    for (let at = 0; at < (gone?.length ?? 0); at += piece)
      send({ id, type: 'gone', gone: gone!.slice(at, at + piece) });
    send({ id, type: 'done' });
  } catch (error) {
    if (abort.signal.aborted) return;
    const problem = ApiProblem.of(error);
    send({ id, type: 'problem', title: problem.title, detail: problem.message, status: problem.status });
  } finally {
    running.delete(id);
  }
}
