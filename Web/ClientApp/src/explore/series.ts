import type { TimeseriesGroup, TimeseriesResponse } from '../api/types';
import { otherColour, seriesColour, type Scheme } from '../charts/palette';
import { coveredSeconds } from '../charts/stack';
import type { Units } from '../state/units';
import { amountOf } from '../text/amounts';
import { whole } from '../text/numbers';
import { condition, others } from '../filter/conditions';
import { valueTitle } from './dimensions';

/** A series as the chart and its legend show it, in the chosen units. */
export interface SeriesLayer {
  /** Stands in the address when it is switched off. */
  key: string;
  title: string;
  colour: string;
  shown: boolean;
  /** For each bucket: its sum, or a second's share of it. */
  values: number[];
  /** Over the whole window. */
  total: number;
  share: number;
  /** What finds its records, and what finds all but them; null where there is one series alone. */
  only: string | null;
  not: string | null;
}

/** Largest first, at the bottom of the stack; what is beyond the largest is "other", on top. */
export function layersOf(
  answer: TimeseriesResponse,
  units: Units,
  hide: readonly string[],
  dimension: string,
  scheme: Scheme,
): SeriesLayer[] {
  const [from, to] = [Date.parse(answer.from) / 1000, Date.parse(answer.to) / 1000];
  const seconds = answer.buckets.map((start) => coveredSeconds(start, answer.bucketSeconds, from, to));
  const all = amountOf(answer.total.total, units, to - from);
  const make = (group: TimeseriesGroup): Pick<SeriesLayer, 'values' | 'total' | 'share'> => {
    const total = amountOf(group.traffic.total, units, to - from);
    return { values: valuesOf(group, units, seconds), total, share: all > 0 ? total / all : 0 };
  };
  const layers: SeriesLayer[] = answer.series.map((group, index) => {
    const value = group.values[0] ?? null;
    const key = value ?? '';
    return {
      key,
      title: dimension === '' ? 'all records' : valueTitle(dimension, value),
      colour: seriesColour(index, scheme, dimension, value),
      shown: !hide.includes(key),
      only: dimension === '' ? null : condition(dimension, value),
      not: dimension === '' ? null : condition(dimension, value, true),
      ...make(group),
    };
  });
  const rest = answer.rest;
  if (rest === null || (rest.traffic.total.flows === 0 && layers.length > 0)) return layers;
  const values = answer.series.map((group) => group.values[0] ?? null);
  layers.push({
    key: '*',
    title: dimension === '' ? 'all records' : `${whole(answer.totalGroups - answer.series.length)} others`,
    colour: dimension === '' ? seriesColour(0, scheme, '', null) : otherColour(scheme),
    shown: !hide.includes('*'),
    only: dimension === '' || values.length === 0 ? null : others(dimension, values),
    not: dimension === '' || values.length === 0 ? null : `not (${others(dimension, values)})`,
    ...make(rest),
  });
  return layers;
}

const valuesOf = (group: TimeseriesGroup, units: Units, seconds: readonly number[]): number[] =>
  seconds.map((width, at) =>
    amountOf({ flows: group.flows[at]!, packets: group.packets[at]!, bytes: group.bytes[at]! }, units, width),
  );
