export type ThemeChoice = 'system' | 'light' | 'dark';

/** In which zone times are shown. */
export type Zone = 'utc' | 'local';
