import type { Zone } from '../text/times';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** The reader's own choices, kept in this browser. A browser that refuses storage loses them with the tab. */
class Settings {
  zone = $state<Zone>(oneOf('zone', ['utc'], 'local'));
  theme = $state<ThemeChoice>(oneOf('theme', ['light', 'dark'], 'system'));

  setZone(zone: Zone): void {
    this.zone = zone;
    write('zone', zone);
  }

  setTheme(theme: ThemeChoice): void {
    this.theme = theme;
    write('theme', theme);
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`flowoptics.dashboard.${name}`, value);
  } catch {
    // Storage is refused (a private window, a policy): the choice holds until the tab closes, and nothing is lost.
  }
}

function oneOf<T extends string, D extends string>(name: string, allowed: readonly T[], otherwise: D): T | D {
  let value: string | null = null;
  try {
    value = localStorage.getItem(`flowoptics.dashboard.${name}`);
  } catch {
    // As above: what was never stored is the default.
  }
  return allowed.find((one) => one === value) ?? otherwise;
}

export const settings = new Settings();
