import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address as a number: what is compared, masked and counted (IP-3). */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

export const BITS_OF = { 4: 32, 6: 128 } as const;

/** Nothing but digits, letters of hex, colons and dots: no zone id, port, space, sign or prefix length (IP-4). */
const PLAIN = /^[0-9A-Fa-f:.]{2,45}$/;
const MAPPED_IPV4 = 0xffffn;
const IPV4_MASK = 0xffff_ffffn;

/**
 * The address that `text` spells, or null. IPv4 is four decimal numbers without leading zeros, nothing else;
 * IPv4-mapped IPv6 (`::ffff:a.b.c.d`) is that IPv4 (IP-3, IP-4).
 */
export function readAddress(text: string): Address | null {
  if (!PLAIN.test(text)) return null;
  const family = isIP(text);
  if (family === 4) return { family, value: numberOf(ipaddr.IPv4.parse(text).toByteArray()) };
  if (family === 6) return fold(numberOf(ipaddr.IPv6.parse(withoutDots(text)).toByteArray()));
  return null;
}

/** `…:192.0.2.1` in groups of hex. The parser would take `::192.0.2.1` for a mapped address, which it is not. */
function withoutDots(text: string): string {
  const tail = text.lastIndexOf(':') + 1;
  const dotted = text.slice(tail);
  if (!dotted.includes('.')) return text;
  const value = Number(numberOf(ipaddr.IPv4.parse(dotted).toByteArray()));
  return `${text.slice(0, tail)}${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
}

/** The one spelling: RFC 5952 for IPv6, dotted decimal for IPv4. */
export function formatAddress({ family, value }: Address): string {
  const bytes: number[] = [];
  for (let shift = BITS_OF[family] - 8; shift >= 0; shift -= 8) bytes.push(Number((value >> BigInt(shift)) & 0xffn));
  return family === 4 ? bytes.join('.') : new ipaddr.IPv6(bytes).toRFC5952String();
}

function fold(value: bigint): Address {
  return value >> 32n === MAPPED_IPV4 ? { family: 4, value: value & IPV4_MASK } : { family: 6, value };
}

function numberOf(bytes: readonly number[]): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
