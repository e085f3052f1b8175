import { clock, type Zone } from '../text/times';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Labels of a time axis: clock times, with the day below where it begins and at the first; days alone where ticks are days apart. */
export function timeLabels(splits: readonly number[], step: number, zone: Zone): string[] {
  let last = '';
  return splits.map((seconds) => {
    const at = new Date(seconds * 1000);
    const [day, month] = zone === 'utc' ? [at.getUTCDate(), at.getUTCMonth()] : [at.getDate(), at.getMonth()];
    const date = `${day} ${months[month]}`;
    const isNew = date !== last;
    last = date;
    if (step >= 86_400) return date;
    const time = clock(at, zone, step < 60);
    return isNew ? `${time}\n${date}` : time;
  });
}

/** Steps that people read: seconds to a fortnight. */
export const timeSteps = [
  1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800,
  1_209_600,
];
