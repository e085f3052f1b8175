import { countryName } from '../../text/countries';
import { short } from '../../text/numbers';
import { kindName } from './groups';
import type { ShownNode } from './shown';

const most = 30;
const cut = (text: string): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** A node's name on the canvas: an address as it is; groups with how many addresses they hold. */
export function nodeName(node: ShownNode): string {
  if (node.leaves !== undefined) return `${cut(familyName(node))} ×${short(node.leaves.length)}`;
  if (node.group === 'ip') return node.id;
  const name = groupTitle(node);
  return node.addresses > 1 ? `${cut(name)} ×${short(node.addresses)}` : cut(name);
}

/** A node's name where there is room. */
export const nodeTitle = (node: ShownNode): string =>
  node.leaves !== undefined ? familyName(node) : node.group === 'ip' ? node.id : groupTitle(node);

function groupTitle(node: ShownNode): string {
  if (node.group === 'country') return countryName(node.id);
  if (node.group === 'asn') return node.organization === null ? node.id : `${node.id} ${node.organization}`;
  return node.id;
}

/** "AS4134 CHINANET" for the leaves `AS4134@10.0.1.10`. */
function familyName(node: ShownNode): string {
  const kin = node.id.slice(0, node.id.indexOf('@'));
  if (kin.startsWith('AS')) return node.organization ?? kin;
  if (!kin.includes('.') && !kin.includes(':') && kin.length > 2) return kindName(kin);
  return /^[A-Z]{2}$/.test(kin) ? countryName(kin) : kin;
}
