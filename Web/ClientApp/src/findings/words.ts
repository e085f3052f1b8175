import type { Finding, FindingKind, FindingSeverity } from '../api/types';
import { countryName } from '../text/countries';
import { bytes, count, whole } from '../text/numbers';

interface KindWords {
  title: string;
  plural: string;
  /** What was seen, and what one would look at next. */
  means: string;
  /** What flow logs cannot tell of it. */
  but: string;
}

/** docs/findings.md in the page's words. */
export const kindWords: Record<FindingKind, KindWords> = {
  portScan: {
    title: 'Port scan',
    plural: 'port scans',
    means:
      'One of your hosts tried many ports of one host, and nothing answered. Find out what runs on it, and who started it.',
    but: 'A monitoring or inventory tool looks the same.',
  },
  hostSweep: {
    title: 'Host sweep',
    plural: 'host sweeps',
    means:
      'One of your hosts tried many hosts that did not answer. Malware that spreads looks like this; find out what runs on it.',
    but: 'A monitoring host that polls dead targets looks the same: remove the targets.',
  },
  bruteForce: {
    title: 'Brute force',
    plural: 'brute force attempts',
    means:
      'A source knocked at a login or database service again and again. Look for a long connection after it, and close the port to those who do not need it.',
    but: 'Nothing here says that an attempt succeeded.',
  },
  firstContact: {
    title: 'First contact',
    plural: 'first contacts',
    means:
      'The account exchanged traffic with a country or network for the first time. Outbound flows mean that something of yours sent there.',
    but: 'Flow logs do not tell who began, and places are as good as the geo database.',
  },
  volumeOut: {
    title: 'Unusual volume out',
    plural: 'unusual volumes out',
    means:
      'A host sent far more to the internet than on its other days. Look where it went, and whether a backup or a release explains it.',
    but: 'By way of a NAT gateway, both the client and the gateway are told.',
  },
  rejectsBegan: {
    title: 'Rejects began',
    plural: 'new rejects',
    means:
      'A service that was not refused before is refused now: mostly a changed security group or network ACL. See who is turned away.',
    but: 'The rule itself is in no flow log.',
  },
  recordsLost: {
    title: 'Records lost',
    plural: 'losses of records',
    means:
      'AWS skipped records (SKIPDATA) for lack of capacity. What they held is lost; counts of these intervals are too low.',
    but: 'What was lost is in no record, so there is nothing to show of it.',
  },
  internetScan: {
    title: 'Internet scan',
    plural: 'internet scans',
    means:
      'The constant knocking of the internet at your public addresses, all of it refused. Worth a look when it grows, or when a port among them should not be public.',
    but: 'Refused attempts did no harm by themselves.',
  },
};

export const severityWords: Record<FindingSeverity, string> = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

/** Services write a country as its code; a reader knows its name. */
export const titleOf = ({ kind, subject, title }: Pick<Finding, 'kind' | 'subject' | 'title'>): string =>
  kind === 'firstContact' && /^[A-Z]{2}$/.test(subject) && title.endsWith(` ${subject}`)
    ? `${title.slice(0, -2)}${countryName(subject)}`
    : title;

const factWords: Record<string, string> = {
  hosts: 'Hosts',
  ports: 'Ports',
  portsOfOneHost: 'Ports of one host',
  attempts: 'Attempts',
  port: 'Port',
  bytes: 'Sent',
  expectedBytes: 'Would be usual',
  medianBytes: 'Median of its days',
  days: 'Days compared',
  sources: 'Sources',
  acceptedBefore: 'Accepted before',
  outboundFlows: 'Outbound flows',
  intervals: 'Intervals',
  objects: 'Objects',
};

/** What was counted besides the traffic, as label and text; a fact that a later service adds keeps its own name. */
export function factRows(finding: Pick<Finding, 'facts'>): [label: string, text: string][] {
  return Object.entries(finding.facts).map(([name, value]) => [
    factWords[name] ?? name.replace(/(?=[A-Z])/g, ' ').toLowerCase(),
    name === 'port' ? String(value) : /bytes$/i.test(name) ? bytes(value) : whole(value),
  ]);
}

/** "4 findings (30 with those like them)": each row stands for its group. */
export function summary(shown: number, groups: number, total: number): string {
  if (groups === 0) return 'Nothing stands out';
  const all = total > groups ? ` (${whole(total)} with those like them)` : '';
  return shown < groups ? `${whole(shown)} of ${count(groups, 'finding')}${all}` : `${count(groups, 'finding')}${all}`;
}
