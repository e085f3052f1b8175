/** What stands in an address field: the addresses that are some, each once, and a sentence for each that is none. */
export interface AddressList {
  addresses: string[];
  problems: string[];
}

export function parseAddresses(text: string): AddressList {
  const addresses: string[] = [];
  const problems: string[] = [];
  for (const word of text.split(/[\s,;]+/)) {
    if (word === '') continue;
    const problem = addressProblem(word);
    if (problem !== null) problems.push(problem);
    else if (!addresses.includes(word.toLowerCase())) addresses.push(word.toLowerCase());
  }
  return { addresses, problems };
}

/** Null for an IPv4 or IPv6 address, else what is wrong with it, and the mend. */
export function addressProblem(text: string): string | null {
  if (isIPv4(text) || isIPv6(text)) return null;
  if (text.includes('/')) return `“${text}” is a network. Give single addresses here, networks in the peers field.`;
  if (/^[\d.]+$/.test(text)) {
    const parts = text.split('.');
    if (parts.length !== 4)
      return `“${text}” has ${parts.length === 1 ? 'one number' : `${parts.length} numbers`}; an IPv4 address has four, such as 10.0.1.10.`;
    const wrong = parts.find((part) => !isOctet(part));
    return wrong === ''
      ? `“${text}” has an empty part between its dots.`
      : `“${text}”: ${wrong} is not a number from 0 to 255 without leading zeros.`;
  }
  return `“${text}” is no IPv4 or IPv6 address.`;
}

/** Null for a prefix such as 10.0.0.0/8 or 2001:db8::/32, else what is wrong with it. */
export function prefixProblem(text: string): string | null {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const four = isIPv4(address);
  if (!four && !isIPv6(address)) return `“${text}” is no network. Write an address and a length, such as 10.0.0.0/8.`;
  const most = four ? 32 : 128;
  if (slash < 0) return `“${text}” lacks its length. Write ${text}/${most} for this address alone.`;
  const length = text.slice(slash + 1);
  return /^\d{1,3}$/.test(length) && Number(length) <= most
    ? null
    : `“${text}”: the length after the slash is a number from 0 to ${most}.`;
}

const isOctet = (text: string): boolean => /^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255;

function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(isOctet);
}

function isIPv6(text: string): boolean {
  if (!text.includes(':') || !/^[\da-f:.]+$/i.test(text)) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (const [index, half] of halves.entries()) {
    if (half === '') continue;
    const parts = half.split(':');
    for (const [at, part] of parts.entries()) {
      const last = index === halves.length - 1 && at === parts.length - 1;
      if (last && part.includes('.')) {
        if (!isIPv4(part)) return false;
        groups += 2;
      } else if (/^[\da-f]{1,4}$/i.test(part)) groups++;
      else return false;
    }
  }
  return halves.length === 2 ? groups < 8 : groups === 8;
}

/** The /24 of an IPv4 address, the /64 of an IPv6 address: what most VPCs make a subnet of. */
export function subnetOf(address: string): string {
  if (!address.includes(':')) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  const head = address.split('::')[0] ?? '';
  return `${head.split(':').slice(0, 4).join(':')}::/64`;
}
