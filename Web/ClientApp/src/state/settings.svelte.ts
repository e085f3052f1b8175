import type { Zone } from '../text/times';

export type ThemeChoice = 'system' | 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

/** The reader's own choices, kept in this browser. A browser that refuses storage loses them with the tab. */
class Settings {
  theme = $state<ThemeChoice>(read('theme', ['light', 'dark'], 'system'));
  zone = $state<Zone>(read('zone', ['local'], 'utc'));
  hintDismissed = $state(read('hint', ['off'], 'on') === 'off');
  reducedMotion = $state(reducedMotion.matches);
  #systemDark = $state(dark.matches);

  constructor() {
    dark.addEventListener('change', () => (this.#systemDark = dark.matches));
    reducedMotion.addEventListener('change', () => (this.reducedMotion = reducedMotion.matches));
  }

  get scheme(): 'light' | 'dark' {
    return this.theme === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.theme;
  }

  setTheme(theme: ThemeChoice): void {
    this.theme = theme;
    write('theme', theme);
  }

  setZone(zone: Zone): void {
    this.zone = zone;
    write('zone', zone);
  }

  dismissHint(): void {
    this.hintDismissed = true;
    write('hint', 'off');
  }
}

function read<T extends string, D extends string>(name: string, allowed: readonly T[], otherwise: D): T | D {
  try {
    const value = localStorage.getItem(`flowoptics.${name}`);
    return allowed.find((one) => one === value) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`flowoptics.${name}`, value);
  } catch {
    // Storage is refused (a private window, a policy): the choice holds until the tab closes, and nothing is lost.
  }
}

export const settings = new Settings();
