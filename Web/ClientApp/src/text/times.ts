import type { Zone } from '$shared/choices';

export type { Zone };

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** "22 Nov 00:20:11"; the zone is shown by the switch in the top bar. */
export function dateTime(time: Date | string | number, zone: Zone, seconds = true): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return '–';
  const utc = zone === 'utc';
  const day = utc ? at.getUTCDate() : at.getDate();
  const month = months[utc ? at.getUTCMonth() : at.getMonth()];
  return `${day} ${month} ${clock(at, zone, seconds)}`;
}

/** "00:20:11". */
export function clock(time: Date | string | number, zone: Zone, seconds = true): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return '–';
  const utc = zone === 'utc';
  const hours = utc ? at.getUTCHours() : at.getHours();
  const minutes = utc ? at.getUTCMinutes() : at.getMinutes();
  const tail = seconds ? `:${two(utc ? at.getUTCSeconds() : at.getSeconds())}` : '';
  return `${two(hours)}:${two(minutes)}${tail}`;
}

/** ISO 8601 in UTC, no longer than it has to be: "2026-11-22T00:20:11Z". */
export const iso = (time: number | string): string => new Date(time).toISOString().replace('.000Z', 'Z');

/** The same to the second: what a range's edge needs. */
export const isoSeconds = (time: number): string => iso(Math.floor(time / 1000) * 1000);

/** 3,900,000 → "1 h 5 min". */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

/** "4 s ago", "2 h ago"; what is yet to come (a clock that goes wrong) is "now". */
export const ago = (milliseconds: number): string =>
  milliseconds < 1000 ? 'now' : `${duration(Math.floor(milliseconds / 1000) * 1000).replace('.0 s', ' s')} ago`;
