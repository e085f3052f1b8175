/** Answers to a question, kept up to date until it is closed. */
export interface Feed {
  load(): Promise<void>;
  close(): void;
}

/** The feed of what is asked now. What another question found stays until this one's answer is here. To be called while a component is made. */
export function follow<F extends Feed>(ask: () => F): { readonly feed: F | undefined } {
  let feed = $state.raw<F>();
  $effect(() => {
    const next = ask();
    let gone = false;
    void next.load().then(() => {
      if (!gone) feed = next;
    });
    return () => {
      gone = true;
      next.close();
    };
  });
  return {
    get feed() {
      return feed;
    },
  };
}
