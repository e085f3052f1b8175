/** What a stream of server-sent events is told to, and by whom. */
export interface Listener<T> {
  /** Asked each time the stream is opened, so that it can go on where it was. */
  address: () => string;
  event: string;
  take: (value: T) => void;
  /** True: open; false: lost, and tried again. */
  told?: (open: boolean) => void;
}

const again = 3_000;
const hiddenFor = 10_000;

/**
 * Listens until the function that it returns is called. A browser opens six connections to a server and no more, so that a tab which
 * nobody sees gives its own back.
 */
export function listen<T>({ address, event, take, told }: Listener<T>): () => void {
  let source: EventSource | null = null;
  let timer = 0;

  function open(): void {
    clearTimeout(timer);
    if (source !== null) return;
    source = new EventSource(address());
    source.addEventListener(event, (message) => {
      told?.(true);
      take(JSON.parse((message as MessageEvent<string>).data) as T);
    });
    source.onopen = () => told?.(true);
    source.onerror = () => {
      told?.(false);
      // The browser tries again by itself after a lost connection, and gives up after a refusal.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      timer = window.setTimeout(open, again);
    };
  }

  function close(): void {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function seen(): void {
    if (document.visibilityState === 'visible') open();
    else timer = window.setTimeout(close, hiddenFor);
  }

  document.addEventListener('visibilitychange', seen);
  open();
  return () => {
    document.removeEventListener('visibilitychange', seen);
    close();
  };
}
