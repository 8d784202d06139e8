import { nodeAddress } from './node-address.ts';
import { parseAddress } from './parse-address.ts';

/**
 * Who each hop of an `X-Forwarded-For` line says it was asked by, left to right; null where that is no address.
 * No standard rules this header, so what some proxies add is taken too: a port behind IPv4 or a bracketed IPv6.
 */
export function xForwardedForHops(line: string): (string | null)[] {
  if (line.trim() === '') return [];
  return line.split(',').map((hop) => {
    const text = hop.trim();
    return parseAddress(text) ?? nodeAddress(text);
  });
}
