import { formatAddress, readAddress } from './address.ts';

/**
 * The address in its one spelling (RFC 5952, IPv4-mapped folded), or null for anything but a plain address:
 * octal, hex or short IPv4, a zone id, a port or a space are refused, not guessed at (IP-3, IP-4).
 */
export function parseAddress(text: string): string | null {
  const address = readAddress(text);
  return address ? formatAddress(address) : null;
}
