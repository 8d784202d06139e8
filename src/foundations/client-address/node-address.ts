import { parseAddress } from './parse-address.ts';

/** RFC 7239 §6: IPv4, or IPv6 in brackets, with a port or a made-up name of one behind it. */
const NODE = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(?:\d{1,5}|_[\w.-]+))?$/;

/** The address in a node identifier; null for `unknown`, `_made-up` names and whatever is malformed (IP-2). */
export function nodeAddress(node: string): string | null {
  const [, bracketed, bare] = NODE.exec(node) ?? [];
  if (bracketed !== undefined) return bracketed.includes(':') ? parseAddress(bracketed) : null;
  return bare === undefined ? null : parseAddress(bare);
}
