import type { Zone } from '../text/times';
import { formatUnits, parseUnits, type Units } from './units';

export type ThemeChoice = 'system' | 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

/** The reader's own choices, kept in this browser. A browser that refuses storage loses them with the tab. */
class Settings {
  zone = $state<Zone>(oneOf('zone', ['local'], 'utc'));
  /** Null until chosen: each view counts in what suits it. */
  units = $state.raw<Units | null>(parseUnits(read('units')));
  reducedMotion = $state(reducedMotion.matches);
  /** The theme that the address gives; it goes before the reader's own. */
  linked = $state<ThemeChoice | null>(null);
  #theme = $state<ThemeChoice>(oneOf('theme', ['light', 'dark'], 'system'));
  #dismissed = $state.raw<readonly string[]>(read('hints')?.split(',') ?? []);
  #systemDark = $state(dark.matches);

  constructor() {
    dark.addEventListener('change', () => (this.#systemDark = dark.matches));
    reducedMotion.addEventListener('change', () => (this.reducedMotion = reducedMotion.matches));
  }

  get theme(): ThemeChoice {
    return this.linked ?? this.#theme;
  }

  get scheme(): 'light' | 'dark' {
    return this.theme === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.theme;
  }

  setTheme(theme: ThemeChoice): void {
    this.#theme = theme;
    this.linked = null;
    write('theme', theme);
  }

  setZone(zone: Zone): void {
    this.zone = zone;
    write('zone', zone);
  }

  setUnits(units: Units): void {
    this.units = units;
    write('units', formatUnits(units) ?? '');
  }

  isDismissed(hint: string): boolean {
    return this.#dismissed.includes(hint);
  }

  /** A hint that was read once does not come again. */
  dismiss(hint: string): void {
    this.#dismissed = [...new Set([...this.#dismissed, hint])];
    write('hints', this.#dismissed.join(','));
  }

  showHintsAgain(): void {
    this.#dismissed = [];
    write('hints', '');
  }
}

export function read(name: string): string | null {
  try {
    return localStorage.getItem(`flowoptics.${name}`);
  } catch {
    return null;
  }
}

export function write(name: string, value: string): void {
  try {
    localStorage.setItem(`flowoptics.${name}`, value);
  } catch {
    // Storage is refused (a private window, a policy): the choice holds until the tab closes, and nothing is lost.
  }
}

function oneOf<T extends string, D extends string>(name: string, allowed: readonly T[], otherwise: D): T | D {
  const value = read(name);
  return allowed.find((one) => one === value) ?? otherwise;
}

export const settings = new Settings();
