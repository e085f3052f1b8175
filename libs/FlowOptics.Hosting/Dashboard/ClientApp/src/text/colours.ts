const many = 10;

/** Gives each resource a colour as it is first seen, and keeps it: `c0` to `c9` of app.css. Replicas (`web-0`, `web-1`) share one. */
class Colours {
  readonly #known = new Map<string, number>();

  of(resource: string): string {
    const name = this.#known.has(resource) ? resource : resource.replace(/-\d+$/, '');
    let index = this.#known.get(name);
    if (index === undefined) this.#known.set(name, (index = this.#known.size));
    return `c${index % many}`;
  }
}

export const colours = new Colours();
