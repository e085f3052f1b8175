import { isField, keywords } from './fields';

/** A value as the filter language reads it back: in quotes where it would be a keyword, a field, or more than one word. */
export function quote(value: string): string {
  const bare =
    /^[^\s(),=!<>"'&|*@][^\s(),=!<>"'&|*]*$/.test(value) && !keywords.has(value.toLowerCase()) && !isField(value);
  // Columns of one's own logs are fields too, and not known here; their names are words.
  const word = /^[a-z][a-z_ -]*$/.test(value) && !enumerated.has(value);
  return bare && !word ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

const enumerated: ReadonlySet<string> = new Set(
  'accept reject inbound outbound internal through source destination unknown ingress egress tcp udp icmp icmpv6 gre esp ah sctp igmp'.split(
    ' ',
  ),
);

/** Dimensions that are no field: what finds their values. A subnet is found by the addresses in it. */
const fieldOf: Readonly<Record<string, string>> = { 'src-subnet': 'srcaddr', 'dst-subnet': 'dstaddr', subnet: 'addr' };

const protocols: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '47': 'gre',
  '58': 'icmpv6',
};

/** The condition that finds a group of /top, /timeseries or /sankey again, or all others: `src-country = CN`, `vpc-id is missing`. */
export function condition(dimension: string, value: string | null, not = false): string {
  const field = fieldName(dimension);
  if (value === null) return missing(dimension, field, not);
  if (fieldOf[dimension] !== undefined) return `${field} ${not ? 'not in' : 'in'} ${value}`;
  return `${field} ${not ? '!=' : '='} ${valueOf(dimension, value)}`;
}

/** Several dimensions at once: a row of a table of pairs, a ribbon of a sankey. */
export function conditions(dimensions: readonly string[], values: readonly (string | null)[], not = false): string {
  const each = dimensions.map((dimension, at) => condition(dimension, values[at] ?? null));
  if (!not) return each.join(' and ');
  return each.length === 1 ? condition(dimensions[0]!, values[0] ?? null, true) : `not (${each.join(' and ')})`;
}

/** What is in none of these groups: the "other" of a chart. */
export function others(dimension: string, values: readonly (string | null)[]): string {
  const present = values.filter((value) => value !== null);
  const parts: string[] = [];
  if (present.length > 0)
    parts.push(`${fieldName(dimension)} not in (${present.map((value) => valueOf(dimension, value)).join(', ')})`);
  if (present.length < values.length) parts.push(condition(dimension, null, true));
  return parts.join(' and ');
}

function missing(dimension: string, field: string, not: boolean): string {
  // The groups of flags have one without any: flags of 0, and records without the field.
  if (dimension === 'tcp-flags') return `${not ? 'not ' : ''}(tcp-flags = 0 or tcp-flags is missing)`;
  if (dimension === 'own-end') return `${field} ${not ? '!=' : '='} unknown`;
  return `${field} is ${not ? 'not ' : ''}missing`;
}

/** A column of one's own logs may have any name, one with blanks stands in quotes. */
const fieldName = (dimension: string): string =>
  fieldOf[dimension] ?? (/^[\w.:/-]+$/.test(dimension) ? dimension : `"${dimension.replace(/[\\"]/g, '\\$&')}"`);

function valueOf(dimension: string, value: string): string {
  if (dimension === 'protocol') return protocols[value] ?? value;
  if (dimension.endsWith('asn')) return value.startsWith('AS') ? value : `AS${value}`;
  return quote(value);
}
