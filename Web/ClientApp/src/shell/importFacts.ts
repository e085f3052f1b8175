import type { Meta } from '../api/types';
import { count, short, whole } from '../text/numbers';

export interface ImportFact {
  text: string;
  title: string;
  /** Something is missing that could be there. */
  isLoss: boolean;
}

/** What became of the records of all objects that history has read, the losses last; nothing that is zero. */
export function importFacts(state: Meta['import'] | null): ImportFact[] {
  if (state === null || state.objects === 0) return [];
  const facts: [number, string, string, boolean][] = [
    [
      state.records,
      `${short(state.records)} records`,
      `${count(state.records, 'record')} of ${count(state.objects, 'object')}`,
      false,
    ],
    [
      state.noData,
      `${short(state.noData)} without traffic`,
      `${count(state.noData, 'interval')} of an interface without traffic (NODATA)`,
      false,
    ],
    [
      state.rejected,
      `${short(state.rejected)} not readable`,
      `${count(state.rejected, 'record')} could not be read and ${state.rejected === 1 ? 'was' : 'were'} left out`,
      true,
    ],
    [
      state.skipData,
      `${short(state.skipData)} lost by AWS`,
      `${count(state.skipData, 'interval')} in which AWS skipped records (SKIPDATA): what they held is lost`,
      true,
    ],
  ];
  return facts.filter(([value]) => value > 0).map(([, text, title, isLoss]) => ({ text, title, isLoss }));
}

/** What a view without records says while more is to come: null where nothing is known to come. */
export function importText(state: Meta['import'] | null, goesOn: boolean): string | null {
  if (state === null || state.state === 'off') return null;
  const all = state.objects + state.pendingObjects;
  if (goesOn)
    return `Still importing: ${whole(state.objects)} of ${count(all, 'object')}. What comes is shown here by itself.`;
  return all === 0 ? 'Nothing has been imported yet. What comes is shown here by itself.' : null;
}
