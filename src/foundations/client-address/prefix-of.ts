import { type Address, BITS_OF, formatAddress, readAddress } from './address.ts';

/** One customer's line: what counters, familiarity and alerts are grouped by. */
const PREFIX_BITS = { 4: 24, 6: 64 } as const;

/** The bucket of every request whose address could not be told: shared and counted, never unlimited. */
const UNKNOWN = 'unknown';

/** `203.0.113.0/24`, `2001:db8:0:1::/64`, or `unknown`, one bucket for all who have no address. */
export function prefixOf(address: string | null): string {
  const parsed = address === null ? null : readAddress(address);
  return parsed
    ? `${formatAddress(networkOf(parsed, PREFIX_BITS[parsed.family]))}/${PREFIX_BITS[parsed.family]}`
    : UNKNOWN;
}

/** The first address of the network of this many bits around `address`. */
export function networkOf({ family, value }: Address, bits: number): Address {
  const hostBits = BigInt(BITS_OF[family] - bits);
  return { family, value: (value >> hostBits) << hostBits };
}
