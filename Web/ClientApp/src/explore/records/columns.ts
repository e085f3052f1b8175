import { condition } from '../../filter/conditions';
import { protocolName } from '../../graph/protocols';
import { countryName } from '../../text/countries';
import { bytes, whole } from '../../text/numbers';
import { dateTime, type Zone } from '../../text/times';
import type { Cell } from './pages.svelte';

/** What one wants to see of a record at first, in the order of reading it: when, who, whom, what. */
export const usualColumns = [
  'start',
  'srcaddr',
  'srcport',
  'src-country',
  'dstaddr',
  'dstport',
  'dst-country',
  'service-port',
  'protocol',
  'action',
  'packets',
  'bytes',
  'direction',
  'interface-id',
] as const;

/** The chosen columns that the answer has, the usual ones first and in their order. */
export function shownColumns(all: readonly string[], chosen: readonly string[] | null): string[] {
  const wanted = new Set<string>(chosen ?? usualColumns);
  return inOrder(all).filter((column) => wanted.has(column));
}

/** All columns, the usual ones first. */
export function inOrder(all: readonly string[]): string[] {
  const usual = usualColumns.filter((column) => all.includes(column));
  return [...usual, ...all.filter((column) => !(usual as readonly string[]).includes(column))];
}

const widths: Readonly<Record<string, number>> = {
  start: 132,
  end: 132,
  srcport: 72,
  dstport: 72,
  'src-country': 96,
  'dst-country': 96,
  'service-port': 96,
  protocol: 78,
  action: 78,
  packets: 80,
  bytes: 86,
  direction: 88,
  'interface-id': 184,
  'vpc-id': 184,
  'subnet-id': 200,
  'instance-id': 180,
  account: 118,
  'account-id': 118,
  'src-org': 200,
  'dst-org': 200,
  version: 70,
};

/** Pixels: fixed, as columns that grow with what scrolls by are not readable. */
export const widthOf = (column: string): number => widths[column] ?? (column.endsWith('addr') ? 138 : 120);

const numbers: ReadonlySet<string> = new Set(['srcport', 'dstport', 'packets', 'bytes', 'src-asn', 'dst-asn']);

export const isNumber = (column: string): boolean => numbers.has(column);

/** A cell as people read it; '' where the record has nothing. */
export function cellText(column: string, value: Cell, zone: Zone): string {
  if (value === null) return '';
  switch (column) {
    case 'start':
    case 'end':
      return dateTime(Number(value) * 1000, zone);
    case 'protocol':
      return protocolName(Number(value));
    case 'packets':
      return whole(Number(value));
    case 'bytes':
      return bytes(Number(value));
    case 'src-asn':
    case 'dst-asn':
      return `AS${value}`;
    default:
      return String(value);
  }
}

/** What a short cell stands for, or '' where it has nothing. */
export function cellHint(column: string, value: Cell): string {
  if (value === null) return '';
  return column.endsWith('country') ? countryName(String(value)) : String(value);
}

/** What finds records with the same value. Sums and times are compared as they are. */
export function cellCondition(column: string, value: Cell, not = false): string {
  if (value !== null && /^(?:packets|bytes|start|end)$/.test(column)) return `${column} ${not ? '!=' : '='} ${value}`;
  return condition(column, value === null ? null : String(value), not);
}

/** The same two ends, whoever sent, on the same service. */
export function conversation(record: Readonly<Record<string, Cell>>): string {
  const { srcaddr, dstaddr } = record;
  const port = record['service-port'];
  const both = `addr = ${srcaddr} and addr = ${dstaddr}`;
  return port === null || port === undefined ? both : `${both} and ${condition('service-port', String(port))}`;
}
