import { forwardedHops } from './forwarded-header.ts';
import { parseAddress } from './parse-address.ts';
import { type Range, rangesContain } from './ranges.ts';
import { xForwardedForHops } from './x-forwarded-for.ts';

/** The one header family this installation's proxies write; the other is never looked at (IP-1). */
export type ForwardedHeader = 'x-forwarded-for' | 'forwarded';

export interface Arrival {
  /** The socket's other end. */
  peer: string | null | undefined;
  header: ForwardedHeader;
  /** The header's lines in the order they came; several lines are one list. */
  headerValues: readonly string[];
  trustedProxies: readonly Range[];
}

const LONGEST_HEADER = 8 * 1024;
const MOST_HOPS = 32;

/**
 * The client's address, or null when it cannot be told, which callers treat as the strictest case (IP-2).
 * The header counts only when the peer is a trusted proxy, and is walked from the right past trusted hops: what
 * a client writes there itself stands to the left of what our proxies saw, and is never reached (IP-1).
 */
export function clientAddress({ peer, header, headerValues, trustedProxies }: Arrival): string | null {
  let address = peerAddress(peer);
  if (!rangesContain(trustedProxies, address)) return address;
  if (headerValues.reduce((length, line) => length + line.length, 0) > LONGEST_HEADER) return null;
  const hops = headerValues.flatMap(header === 'forwarded' ? forwardedHops : xForwardedForHops);
  for (let walked = 0; hops.length > 0; walked++) {
    if (walked === MOST_HOPS) return null;
    address = hops.pop() ?? null;
    if (!rangesContain(trustedProxies, address)) return address;
  }
  return address;
}

/** The system names the interface of a link-local peer (`fe80::1%eth0`); that is no part of the address. */
function peerAddress(peer: string | null | undefined): string | null {
  return parseAddress(peer?.split('%', 1)[0] ?? '');
}
