import { protocolName } from '../graph/protocols';
import { countryName, cityName } from '../text/countries';

/** What records can be grouped by, as the menus show it. */
const groups: readonly [string, readonly [string, string][]][] = [
  [
    'Addresses',
    [
      ['srcaddr', 'source address'],
      ['dstaddr', 'destination address'],
      ['addr', 'address, either side'],
      ['src-subnet', 'source subnet'],
      ['dst-subnet', 'destination subnet'],
      ['subnet', 'subnet, either side'],
      ['pkt-srcaddr', 'packet’s own source'],
      ['pkt-dstaddr', 'packet’s own destination'],
    ],
  ],
  [
    'Traffic',
    [
      ['service-port', 'service port'],
      ['srcport', 'source port'],
      ['dstport', 'destination port'],
      ['protocol', 'protocol'],
      ['action', 'action'],
      ['direction', 'direction'],
      ['flow-direction', 'flow direction'],
      ['tcp-flags', 'TCP flags'],
      ['own-end', 'own end'],
    ],
  ],
  [
    'Place and network',
    [
      ['country', 'country'],
      ['src-country', 'source country'],
      ['dst-country', 'destination country'],
      ['city', 'city'],
      ['src-city', 'source city'],
      ['dst-city', 'destination city'],
      ['asn', 'AS number'],
      ['src-asn', 'source AS'],
      ['dst-asn', 'destination AS'],
      ['org', 'organisation'],
      ['src-org', 'source organisation'],
      ['dst-org', 'destination organisation'],
    ],
  ],
  [
    'AWS',
    [
      ['account', 'account'],
      ['region', 'region'],
      ['vpc-id', 'VPC'],
      ['subnet-id', 'subnet (VPC)'],
      ['interface-id', 'interface'],
      ['instance-id', 'instance'],
      ['account-id', 'account of the interface'],
      ['aws-service', 'AWS service'],
      ['src-aws-service', 'source AWS service'],
      ['dst-aws-service', 'destination AWS service'],
      ['aws-region', 'region of AWS’s addresses'],
      ['src-aws-region', 'source AWS region'],
      ['dst-aws-region', 'destination AWS region'],
    ],
  ],
];

const titles = new Map(groups.flatMap(([, list]) => list));

export const dimensionTitle = (dimension: string): string => titles.get(dimension) ?? dimension;

/** The menu of what a source can be asked for, with the text columns that were seen last. */
export function dimensionMenu(askable: readonly string[], text: readonly string[]): [string, [string, string][]][] {
  const known = groups
    .map(([title, list]): [string, [string, string][]] => [title, list.filter(([name]) => askable.includes(name))])
    .filter(([, list]) => list.length > 0);
  const rest = [...askable, ...text].filter((name) => !titles.has(name));
  return rest.length === 0 ? known : [...known, ['Columns of the logs', rest.map((name) => [name, name])]];
}

/** A group's value as people read it. Null are the records that have none. */
export function valueTitle(dimension: string, value: string | null): string {
  if (value === null) return `no ${dimensionTitle(dimension).replace(/, either side$/, '')}`;
  if (dimension.endsWith('country')) return countryName(value);
  if (dimension.endsWith('city')) return cityName(value);
  if (dimension.endsWith('asn')) return `AS${value}`;
  if (dimension === 'protocol') return protocolName(Number(value));
  if (dimension === 'tcp-flags') return flagNames(Number(value));
  return value;
}

const flags = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];

function flagNames(bits: number): string {
  const names = flags.filter((_, bit) => bits & (1 << bit));
  return names.length === 0 ? String(bits) : names.join(' ');
}
