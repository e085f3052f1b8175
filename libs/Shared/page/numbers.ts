const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 1234567 → "1,234,567". */
export const whole = (value: number): string => grouped.format(value);

/** A count with its noun: count(1, 'object') → "1 object", count(2, 'object') → "2 objects". */
export const count = (value: number, noun: string, plural = `${noun}s`): string =>
  `${whole(value)} ${value === 1 ? noun : plural}`;
