const key = 'flowoptics.filters';
const kept = 30;

/** The filters that were asked in this browser, the latest first. */
export function recentFilters(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string' && one !== '').slice(0, kept) : [];
  } catch {
    // Refused storage, or something else under our key: there is no history then, and nothing else breaks.
    return [];
  }
}

export function rememberFilter(filter: string): void {
  if (filter.trim() !== '') keep(withRecent(recentFilters(), filter.trim()));
}

export const forgetFilters = (): void => keep([]);

/** The list with this filter first, each filter once. */
export const withRecent = (list: readonly string[], filter: string): string[] =>
  [filter, ...list.filter((one) => one !== filter)].slice(0, kept);

function keep(list: string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // A browser that refuses storage has no history of filters; the filter itself is in the address.
  }
}
