import type { ThemeChoice, Zone } from '$shared/choices';
import { PageStorage } from '$shared/storage';

const kept = new PageStorage('flowoptics.dashboard.');

/** The reader's own choices, kept in this browser. */
class Settings {
  zone = $state<Zone>(kept.oneOf('zone', ['utc'], 'local'));
  theme = $state<ThemeChoice>(kept.oneOf('theme', ['light', 'dark'], 'system'));

  setZone(zone: Zone): void {
    this.zone = zone;
    kept.write('zone', zone);
  }

  setTheme(theme: ThemeChoice): void {
    this.theme = theme;
    kept.write('theme', theme);
  }
}

export const settings = new Settings();
