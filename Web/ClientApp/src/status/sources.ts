import type { MetaAccount } from '../api/types';
import type { SourceRow } from '../live/sourceLog';

/** A source of which history has records: null stands for what was not heard since the page is open. */
export type KnownSource = Pick<SourceRow, 'account' | 'region'> & {
  [Key in 'perSecond' | 'flows' | 'lastAt']: number | null;
};

/** All sources, also those that have fallen silent: these are what a look at the list is for. */
export function sourcesOf(
  heard: readonly SourceRow[],
  accounts: readonly Pick<MetaAccount, 'account' | 'regions'>[],
): KnownSource[] {
  const isHeard = new Set(heard.map(({ account, region }) => `${account}/${region}`));
  const silent = accounts.flatMap(({ account, regions }) =>
    regions
      .filter((region) => !isHeard.has(`${account}/${region}`))
      .map((region) => ({ account, region, perSecond: null, flows: null, lastAt: null })),
  );
  return [...heard, ...silent].sort(
    (one, other) => one.account.localeCompare(other.account) || one.region.localeCompare(other.region),
  );
}
