import { countryName } from '../text/countries';
import type { Suggestion } from './completion';

const fields: Readonly<Record<string, string>> = {
  addr: 'address of either side',
  srcaddr: 'source address',
  dstaddr: 'destination address',
  'pkt-addr': 'the packet’s own address, either side',
  'pkt-srcaddr': 'the packet’s own source (behind NAT)',
  'pkt-dstaddr': 'the packet’s own destination',
  port: 'port of either side',
  srcport: 'source port',
  dstport: 'destination port',
  'service-port': 'the service’s port, whichever side serves',
  country: 'country of either side',
  city: 'city of either side',
  asn: 'network (AS number) of either side',
  org: 'who runs the network, either side',
  'aws-service': 'AWS’s own addresses: S3, EC2, …',
  'aws-region': 'region of AWS’s own addresses',
  kind: 'public, private, loopback, …',
  protocol: 'tcp, udp, icmp, or a number',
  packets: 'packets of a record',
  bytes: 'bytes of a record: 10MB, 1.5GiB',
  start: 'when the record began, UTC',
  end: 'when the record ended, UTC',
  'tcp-flags': 'fin, syn, rst, syn-ack, or a number',
  action: 'accept, reject',
  'flow-direction': 'ingress, egress, at the interface',
  direction: 'inbound, outbound, internal, through',
  'own-end': 'which end is the logged interface',
  account: 'AWS account of the logs',
  region: 'AWS region of the logs',
  'interface-id': 'the logged interface (ENI)',
  'instance-id': 'EC2 instance of the interface',
  'subnet-id': 'subnet of the interface',
  'vpc-id': 'VPC of the interface',
  'traffic-path': 'way out: internet gateway, peering, …',
  'log-status': 'OK in every flow',
};

const operators: Readonly<Record<string, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
  in: 'one of a list, a network, a set',
  'not in': 'none of them',
  like: 'with * for anything',
  'not like': 'with * for anything',
  'is missing': 'has no value',
  'is not missing': 'has a value',
  and: 'both',
  or: 'one of both',
  not: 'the opposite',
};

/** A few words beside a suggestion; empty where the suggestion says it all. */
export function helpFor({ text, kind }: Suggestion): string {
  if (kind === 'set') return 'named set';
  if (kind === 'value') return /^"?[A-Z]{2}"?$/.test(text) ? countryName(text.replaceAll('"', '')) : '';
  if (kind !== 'field') return operators[text] ?? '';
  const side = /^(src|dst)-(.+)$/.exec(text);
  if (side === null || fields[text] !== undefined) return fields[text] ?? '';
  const both = fields[side[2]!]?.replace(/,? (?:of )?either side/, '');
  return both === undefined ? '' : `${both}, ${side[1] === 'src' ? 'source' : 'destination'}`;
}
