import type { Range } from '../state/range';
import { dateTime, isoSeconds, type Zone } from '../text/times';

/** For an `<input type="datetime-local">` that stands for a time in the zone: "2026-11-22T00:20:05". */
export function toZoneInput(time: number, zone: Zone): string {
  // The offset of that very time: it differs over the year where clocks change.
  const shift = zone === 'utc' ? 0 : new Date(time).getTimezoneOffset() * 60_000;
  return new Date(time - shift).toISOString().slice(0, 19);
}

/** The time that stands in such a field, or null where none does. */
export function fromZoneInput(text: string, zone: Zone): number | null {
  const time = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return text === '' || Number.isNaN(time) ? null : time;
}

/** A range between two times, to the second. */
export const between = (from: number, to: number): Range => ({
  kind: 'between',
  from: isoSeconds(from),
  to: isoSeconds(Math.max(Math.ceil(to / 1000), Math.floor(from / 1000) + 1) * 1000),
});

/** "21 Nov 09:55:12 – 22 Nov 09:55:12", the day once where it is the same, seconds where they say something. */
export function spanText(from: number, to: number, zone: Zone): string {
  const seconds = to - from < 3_600_000 || from % 60_000 !== 0 || to % 60_000 !== 0;
  const [start, end] = [dateTime(from, zone, seconds), dateTime(to, zone, seconds)];
  const day = start.slice(0, start.lastIndexOf(' ') + 1);
  return `${start} – ${end.startsWith(day) ? end.slice(day.length) : end}`;
}

export const sameRange = (left: Range, right: Range): boolean =>
  left.kind === right.kind && JSON.stringify(left) === JSON.stringify(right);
