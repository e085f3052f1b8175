import type { ThemeChoice, Zone } from '$shared/choices';
import { PageStorage } from '$shared/storage';
import { formatUnits, parseUnits, type Units } from './units';

export const kept = new PageStorage('flowoptics.');

const dark = matchMedia('(prefers-color-scheme: dark)');
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

/** The reader's own choices, kept in this browser. */
class Settings {
  zone = $state<Zone>(kept.oneOf('zone', ['local'], 'utc'));
  /** Null until chosen: each view counts in what suits it. */
  units = $state.raw<Units | null>(parseUnits(kept.read('units')));
  reducedMotion = $state(reducedMotion.matches);
  /** The theme that the address gives; it goes before the reader's own. */
  linked = $state<ThemeChoice | null>(null);
  #theme = $state<ThemeChoice>(kept.oneOf('theme', ['light', 'dark'], 'system'));
  #dismissed = $state.raw<readonly string[]>(kept.read('hints')?.split(',') ?? []);
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
    kept.write('theme', theme);
  }

  setZone(zone: Zone): void {
    this.zone = zone;
    kept.write('zone', zone);
  }

  setUnits(units: Units): void {
    this.units = units;
    kept.write('units', formatUnits(units) ?? '');
  }

  isDismissed(hint: string): boolean {
    return this.#dismissed.includes(hint);
  }

  /** A hint that was read once does not come again. */
  dismiss(hint: string): void {
    this.#dismissed = [...new Set([...this.#dismissed, hint])];
    kept.write('hints', this.#dismissed.join(','));
  }

  showHintsAgain(): void {
    this.#dismissed = [];
    kept.write('hints', '');
  }
}

export const settings = new Settings();
