import { queryOf, type Query } from '../state/route';

export interface ConsoleState {
  filter: string;
  /** Long lines go on below, else to the right. */
  wrap: boolean;
  times: boolean;
}

export const parseConsole = (query: Query): ConsoleState => ({
  filter: query.filter ?? '',
  wrap: query.wrap !== 'no',
  times: query.times !== 'no',
});

export const formatConsole = ({ filter, wrap, times }: ConsoleState): Query =>
  queryOf({ filter, wrap: !wrap && 'no', times: !times && 'no' });
