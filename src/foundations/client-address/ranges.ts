import { type Address, BITS_OF, formatAddress, readAddress } from './address.ts';
import { networkOf } from './prefix-of.ts';

/** Addresses from `first` to `last`, both included. */
export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  /** The one spelling, which parses to the same range: to store, show and compare. */
  readonly text: string;
}

/** Why a text is no range. */
export interface RangeProblem {
  readonly problem:
    | 'not-an-address'
    | 'prefix-too-long'
    /** `192.0.2.7/24`: is the network meant, or the one address? */
    | 'host-bits'
    /** The last address comes before the first. */
    | 'reversed'
    /** One end is IPv4, the other IPv6. */
    | 'mixed-families';
  /** What was probably meant, for the user to confirm; never taken silently. */
  readonly suggestion?: string;
}

const LONGEST_TEXT = 100;
/** `::ffff:0:0/96` is where IPv6 holds IPv4: longer prefixes are IPv4 networks. */
const MAPPED_BITS = 96;

/**
 * A single address, a network (`192.0.2.0/24`) or first and last address (`192.0.2.1-192.0.2.9`, also with `–`).
 * Spaces around the whole and around the dash are no matter; every odd spelling of an address is (IP-4).
 */
export function parseRange(text: string): Range | RangeProblem {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_TEXT) return { problem: 'not-an-address' };
  const [start = '', end, ...more] = trimmed.split(/\s*[-–]\s*/);
  if (more.length > 0) return { problem: 'not-an-address' };
  if (end !== undefined) return span(readAddress(start), readAddress(end));
  const [base = '', bits, ...rest] = start.split('/');
  if (rest.length > 0) return { problem: 'not-an-address' };
  const address = readAddress(base);
  if (!address) return { problem: 'not-an-address' };
  return bits === undefined ? single(address) : network(address, base, bits);
}

export function isRangeProblem(parsed: Range | RangeProblem): parsed is RangeProblem {
  return 'problem' in parsed;
}

/** Whether the address is in the range. No address is in none. */
export function rangeContains(range: Range, address: string | null): boolean {
  return rangesContain([range], address);
}

/** Whether the address is in any of the ranges. */
export function rangesContain(ranges: readonly Range[], address: string | null): boolean {
  if (ranges.length === 0 || address === null) return false;
  const parsed = readAddress(address);
  if (!parsed) return false;
  const { family, value } = parsed;
  return ranges.some((range) => range.family === family && range.first <= value && value <= range.last);
}

function single(address: Address): Range {
  const { family, value } = address;
  return { family, first: value, last: value, text: formatAddress(address) };
}

function network(address: Address, base: string, bitsText: string): Range | RangeProblem {
  if (!/^(0|[1-9]\d{0,3})$/.test(bitsText)) return { problem: 'not-an-address' };
  const wasMapped = address.family === 4 && base.includes(':');
  const bits = Number(bitsText) - (wasMapped ? MAPPED_BITS : 0);
  // A wider prefix of a mapped address would name IPv6 networks around it: nobody means that.
  if (bits < 0) return { problem: 'not-an-address' };
  const width = BITS_OF[address.family];
  if (bits > width) return { problem: 'prefix-too-long' };
  const { family, value: first } = networkOf(address, bits);
  const text = bits === width ? formatAddress(address) : `${formatAddress({ family, value: first })}/${bits}`;
  if (first !== address.value) return { problem: 'host-bits', suggestion: text };
  return { family, first, last: first | ((1n << BigInt(width - bits)) - 1n), text };
}

function span(start: Address | null, end: Address | null): Range | RangeProblem {
  if (!start || !end) return { problem: 'not-an-address' };
  if (start.family !== end.family) return { problem: 'mixed-families' };
  const [from, to] = [formatAddress(start), formatAddress(end)];
  if (start.value > end.value) return { problem: 'reversed', suggestion: `${to}-${from}` };
  const text = from === to ? from : `${from}-${to}`;
  return { family: start.family, first: start.value, last: end.value, text };
}
