import { formatState, parseState } from '../state/url';
import { viewNames } from '../state/views';

/** A named address of the page. */
export interface SavedView {
  name: string;
  /** Within the page: "/graph?mode=inspect&ips=10.0.3.7". */
  url: string;
  /** ISO 8601. */
  saved: string;
}

export const longestName = 80;
const most = 200;

/**
 * The file that carries saved views to another browser.
 * ```json
 * {"kind":"flowoptics-saved-views","version":1,"views":[{"name":"Who talks to the database","url":"/graph?ips=10.0.3.7","saved":"2026-11-22T10:00:00Z"}]}
 * ```
 */
export const writeFile = (views: readonly SavedView[]): string =>
  `${JSON.stringify({ kind: 'flowoptics-saved-views', version: 1, views }, null, 2)}\n`;

/**
 * Reads such a file. A link in it leads nowhere but into this page: it is read as an address of ours and written anew, so that nothing else of it stays.
 * @throws Error with a sentence that names the place and the mend.
 */
export function readFile(text: string): SavedView[] {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error('This is no JSON file. Choose one that “Export” wrote.');
  }
  if (!isObject(file) || file.kind !== 'flowoptics-saved-views' || !Array.isArray(file.views)) {
    throw new Error('This file has no saved views of FlowOptics. Choose one that “Export” wrote.');
  }
  if (file.version !== 1)
    throw new Error(`This file is of version ${String(file.version)}; this page reads version 1.`);
  if (file.views.length > most)
    throw new Error(`This file has ${file.views.length} views; at most ${most} can be kept.`);
  return file.views.map((view: unknown, index) => {
    const place = `View ${index + 1} of the file`;
    if (!isObject(view)) throw new Error(`${place} is no object.`);
    const name = typeof view.name === 'string' ? view.name.trim() : '';
    if (name === '' || name.length > longestName)
      throw new Error(`${place} needs a name of 1 to ${longestName} characters.`);
    const url = typeof view.url === 'string' ? ours(view.url) : null;
    if (url === null) throw new Error(`${place} (“${name}”) leads to no view of this page.`);
    const saved =
      typeof view.saved === 'string' && !Number.isNaN(Date.parse(view.saved)) ? view.saved : new Date(0).toISOString();
    return { name, url, saved };
  });
}

/** The address as this page would write it, or null where it leads elsewhere. */
export function ours(url: string): string | null {
  const match = /^\/(\w+)(\?.*)?$/.exec(url);
  if (match === null || !viewNames.some((name) => name === match[1])) return null;
  return formatState(parseState(`/${match[1]}`, match[2] ?? ''));
}

/** Adds views; one whose name is taken gets a number, one that is there already is not added twice. */
export function add(views: readonly SavedView[], more: readonly SavedView[]): SavedView[] {
  const all = [...views];
  for (const view of more) {
    if (all.some(({ name, url }) => name === view.name && url === view.url)) continue;
    all.push({ ...view, name: freeName(all, view.name) });
  }
  return all.slice(0, most);
}

function freeName(views: readonly SavedView[], name: string): string {
  const taken = new Set(views.map((view) => view.name));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
