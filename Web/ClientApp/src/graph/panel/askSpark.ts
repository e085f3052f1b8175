import { getJson } from '../../api/client';
import { rangeQuery } from '../../state/range';
import type { Measure } from '../scene/traffic';
import type { PageState } from '../../state/url';
import { askedRange } from '../query';

interface Timeseries {
  bucketSeconds: number;
  buckets: number[];
  series: { values: (string | null)[]; bytes: number[]; packets: number[]; flows: number[] }[];
}

export interface Spark {
  bucketSeconds: number;
  from: number;
  accepted: number[];
  rejected: number[];
}

/** Asks for a selection's traffic over time, accepted and rejected, as the graph measures it. */
export async function askSpark(
  state: PageState,
  filter: string,
  measure: Measure,
  signal: AbortSignal,
): Promise<Spark> {
  const query = new URLSearchParams({
    by: 'action',
    measure,
    filter,
    ...rangeQuery(askedRange(state), new Date()),
  });
  if (state.account !== null) query.set('account', state.account);
  if (state.region !== null) query.set('region', state.region);
  const answer = await getJson<Timeseries>(`/api/v1/timeseries?${query.toString()}`, signal);
  const zero = answer.buckets.map(() => 0);
  const sum = (rejected: boolean): number[] =>
    answer.series
      .filter(({ values }) => (values[0] === 'reject') === rejected)
      .reduce((total, one) => total.map((value, at) => value + (one[measure][at] ?? 0)), zero);
  return {
    bucketSeconds: answer.bucketSeconds,
    from: answer.buckets[0] ?? 0,
    accepted: sum(false),
    rejected: sum(true),
  };
}
