import { BITS_OF, formatAddress, readAddress } from './address.ts';
import { networkOf } from './prefix-of.ts';

/** The smallest network that holds all of these addresses; null: none of them, or of two families. */
export function commonNetwork(addresses: readonly string[]): { text: string; bits: number } | null {
  const read = addresses.flatMap((text) => readAddress(text) ?? []);
  const [first] = read;
  if (!first || read.length !== addresses.length || read.some(({ family }) => family !== first.family)) return null;
  const { family } = first;
  const differing = read.reduce((bits, { value }) => bits | (value ^ first.value), 0n);
  const bits = BITS_OF[family] - differing.toString(2).replace(/^0$/, '').length;
  const text = formatAddress(networkOf(first, bits));
  return { text: bits === BITS_OF[family] ? text : `${text}/${bits}`, bits };
}
