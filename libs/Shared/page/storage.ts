/** What this browser keeps for a page, under the page's prefix. One that refuses storage loses it with the tab. */
export class PageStorage {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  read(name: string): string | null {
    try {
      return localStorage.getItem(this.#prefix + name);
    } catch {
      return null;
    }
  }

  write(name: string, value: string): void {
    try {
      localStorage.setItem(this.#prefix + name, value);
    } catch {
      // Storage is refused (a private window, a policy): the choice holds until the tab closes, and nothing is lost.
    }
  }

  oneOf<T extends string, D extends string>(name: string, allowed: readonly T[], otherwise: D): T | D {
    const value = this.read(name);
    return allowed.find((one) => one === value) ?? otherwise;
  }
}
