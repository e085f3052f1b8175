import { kept } from '../state/settings.svelte';
import { add, ours, readFile, writeFile, type SavedView } from './savedViews';

/** The reader's saved views, in this browser. Each change can be undone once. */
class SavedViews {
  list = $state.raw<readonly SavedView[]>(stored());
  /** What the last change did, for the line with "Undo". */
  done = $state<string | null>(null);
  #before: readonly SavedView[] | null = null;

  constructor() {
    // Another tab may have changed them.
    addEventListener('storage', (event: StorageEvent) => {
      if (event.key === 'flowoptics.saved') this.list = stored();
    });
  }

  save(name: string, url: string): void {
    this.#set(add(this.list, [{ name, url: ours(url) ?? '/map', saved: new Date().toISOString() }]), `Saved “${name}”`);
  }

  rename(index: number, name: string): void {
    const before = this.list[index];
    if (before === undefined || name === '' || name === before.name) return;
    const others = this.list.filter((_, at) => at !== index);
    const [renamed] = add(others, [{ ...before, name }]).slice(-1);
    this.#set(this.list.with(index, renamed ?? before), `Renamed to “${renamed?.name}”`);
  }

  remove(index: number): void {
    const gone = this.list[index];
    if (gone !== undefined) this.#set(this.list.toSpliced(index, 1), `Deleted “${gone.name}”`);
  }

  /** @throws Error with a sentence, where the file is none of ours; nothing is changed then. */
  import(text: string): void {
    const all = add(this.list, readFile(text));
    const more = all.length - this.list.length;
    this.#set(all, more === 1 ? 'Imported 1 view' : `Imported ${more} views`);
  }

  undo(): void {
    if (this.#before === null) return;
    this.list = this.#before;
    this.#before = null;
    this.done = null;
    kept.write('saved', writeFile(this.list));
  }

  #set(list: readonly SavedView[], done: string): void {
    this.#before = this.list;
    this.list = list;
    this.done = done;
    kept.write('saved', writeFile(list));
  }
}

function stored(): readonly SavedView[] {
  const text = kept.read('saved');
  if (text === null) return [];
  try {
    return readFile(text);
  } catch {
    // Written by another version of the page, or by hand: better none than a page that does not open.
    return [];
  }
}

export const savedViews = new SavedViews();
