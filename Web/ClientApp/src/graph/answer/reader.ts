import { access } from '../../api/access';
import { ApiProblem } from '../../api/client';
import type { GraphAnswer, QueryProgress } from '../../api/types';
import type { FromReader, ToReader } from './messages';

interface Reading {
  url: string;
  token: string;
  answer: GraphAnswer | null;
  onProgress: (progress: QueryProgress) => void;
  resolve: (answer: GraphAnswer) => void;
  reject: (error: Error) => void;
}

/** Asks for graphs in a worker, which reads them without holding up the page. */
export class AnswerReader {
  readonly #worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  readonly #readings = new Map<number, Reading>();
  #last = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FromReader>) => this.#take(data);
    this.#worker.onerror = () => {
      const problem = new ApiProblem(
        'This part of the page could not be loaded',
        'Reload the page to get its present state.',
        0,
      );
      for (const reading of this.#readings.values()) reading.reject(problem);
      this.#readings.clear();
    };
  }

  /** Aborting cancels the query in the service too; the promise then rejects. */
  ask(url: string, signal: AbortSignal, onProgress: (progress: QueryProgress) => void): Promise<GraphAnswer> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#readings.set(id, { url, token: '', answer: null, onProgress, resolve, reject });
      signal.addEventListener('abort', () => {
        if (!this.#readings.delete(id)) return;
        this.#send({ type: 'cancel', id });
        reject(new DOMException('Cancelled', 'AbortError'));
      });
      this.#ask(id);
    });
  }

  destroy(): void {
    this.#worker.terminate();
  }

  #ask(id: number): void {
    const reading = this.#readings.get(id);
    if (reading === undefined) return;
    reading.token = access.token;
    this.#send({ type: 'ask', id, url: reading.url, token: reading.token });
  }

  #take(message: FromReader): void {
    const reading = this.#readings.get(message.id);
    if (reading === undefined) return;
    switch (message.type) {
      case 'progress':
        reading.onProgress(message.progress);
        return;
      case 'head':
        reading.answer = message.head;
        return;
      case 'nodes':
        reading.answer!.nodes.push(...message.nodes);
        return;
      case 'links':
        reading.answer!.links.push(...message.links);
        return;
      case 'gone':
        reading.answer!.gone!.push(...message.gone);
        return;
      case 'done':
        reading.resolve(reading.answer!);
        break;
      case 'problem':
        if (message.status === 401 && access.renew !== undefined) {
          access.renew(reading.token).then(() => this.#ask(message.id), reading.reject);
          return;
        }
        reading.reject(new ApiProblem(message.title, message.detail, message.status));
    }
    this.#readings.delete(message.id);
  }

  #send(message: ToReader): void {
    this.#worker.postMessage(message);
  }
}
