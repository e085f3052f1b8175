import { spreadOf, wholeBuckets, type Spread } from '../charts/stack';
import type { Units } from '../state/units';
import type { TimeseriesResponse, TopGroup, TopResponse, Traffic } from '../api/types';
import { amountOf } from '../text/amounts';

export const columnsOfTop = ['name', 'total', 'share', 'rejected', 'least', 'mean', 'p95', 'most'] as const;
export type TopColumn = (typeof columnsOfTop)[number];

/** A row of the top table, in the chosen units: the total over the range (or its rate), the rest of a bucket. */
export interface TopRow {
  key: string;
  values: readonly (string | null)[];
  traffic: Traffic;
  total: number;
  share: number;
  /** The part of it that was rejected, 0 to 1. */
  rejected: number;
  /** Null until the series of the groups have come. */
  spread: Spread | null;
  trend: readonly number[];
}

const keyOf = (values: readonly (string | null)[]): string => values.map((value) => value ?? '').join('\u0001');

/**
 * The groups with what is usual of them. /top has the 95th percentile and the most of a bucket; the least and the mean are of the same buckets, from
 * /timeseries: all four are taken from there, so that they agree with each other and with the sparkline.
 */
export function topRows(top: TopResponse, series: TimeseriesResponse | null, units: Units): TopRow[] {
  const window = (Date.parse(top.to) - Date.parse(top.from)) / 1000;
  const whole = amountOf(top.total.total, units, window);
  const bySeries = new Map(series?.series.map((one) => [keyOf(one.values), one]));
  return top.groups.map((group) => row(group, bySeries.get(keyOf(group.values)), { series, units, window, whole }));
}

function row(
  group: TopGroup,
  own: TimeseriesResponse['series'][number] | undefined,
  { series, units, window, whole }: { series: TimeseriesResponse | null; units: Units; window: number; whole: number },
): TopRow {
  const total = amountOf(group.traffic.total, units, window);
  const sums = own === undefined || series === null ? null : amountsOf(own, units, series.bucketSeconds);
  return {
    key: keyOf(group.values),
    values: group.values,
    traffic: group.traffic.total,
    total,
    share: whole > 0 ? total / whole : 0,
    rejected: total > 0 ? amountOf(group.traffic.rejected, units, window) / total : 0,
    spread:
      sums === null || series === null
        ? null
        : spreadOf(
            sums,
            wholeBuckets(
              series.buckets,
              series.bucketSeconds,
              Date.parse(series.from) / 1000,
              Date.parse(series.to) / 1000,
            ),
          ),
    trend: sums ?? [],
  };
}

/** A series' buckets in the chosen units; a rate is that of whole buckets. */
function amountsOf(
  series: { flows: readonly number[]; packets: readonly number[]; bytes: readonly number[] },
  units: Units,
  bucketSeconds: number,
): number[] {
  return series.flows.map((flows, at) =>
    amountOf({ flows, packets: series.packets[at]!, bytes: series.bytes[at]! }, units, bucketSeconds),
  );
}

export function sortRows(rows: readonly TopRow[], by: TopColumn, ascending: boolean): TopRow[] {
  const sign = ascending ? 1 : -1;
  const of = (one: TopRow): number =>
    by === 'total' || by === 'share' || by === 'rejected' ? one[by] : by === 'name' ? 0 : (one.spread?.[by] ?? 0);
  return [...rows].sort((a, b) =>
    by === 'name'
      ? -sign * a.key.localeCompare(b.key, 'en', { numeric: true })
      : sign * (of(a) - of(b)) || b.total - a.total,
  );
}
