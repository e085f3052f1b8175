import type { Zone } from '$shared/choices';

export type { Zone };

const two = (value: number): string => String(value).padStart(2, '0');
const three = (value: number): string => String(value).padStart(3, '0');

/** Milliseconds since 1970 → "12:04:31.250"; the zone is chosen in the top bar. */
export function clock(time: number, zone: Zone): string {
  return `${seconds(time, zone)}.${three(new Date(time).getUTCMilliseconds())}`;
}

/** "12:04:31". */
export function seconds(time: number, zone: Zone): string {
  const at = new Date(time);
  return zone === 'utc'
    ? `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
    : `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** "2026-11-22 12:04:31.250", for details and hints. */
export function dateTime(time: number, zone: Zone): string {
  const at = new Date(time);
  const [year, month, day] =
    zone === 'utc'
      ? [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
      : [at.getFullYear(), at.getMonth(), at.getDate()];
  return `${year}-${two(month + 1)}-${two(day)} ${clock(time, zone)}`;
}

/** The clock alone for today, else with the day: a list of a run needs no more. */
export function started(time: number, zone: Zone, now: number): string {
  return dateTime(time, zone).slice(0, 10) === dateTime(now, zone).slice(0, 10)
    ? seconds(time, zone)
    : dateTime(time, zone).slice(0, 16);
}

/** Milliseconds → "250 µs", "1.25 ms", "12.4 s", "3 min 5 s": three digits say it all. */
export function duration(milliseconds: number): string {
  if (milliseconds < 0.9995) return `${digits(milliseconds * 1000)} µs`;
  if (milliseconds < 999.5) return `${digits(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${digits(milliseconds / 1000)} s`;
  const whole = Math.round(milliseconds / 1000);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function digits(value: number): string {
  if (value >= 99.95 || value === 0) return value.toFixed(0);
  return String(Number(value.toFixed(value >= 9.995 ? 1 : 2)));
}
