import type { Address } from './address.ts';

/** Sorted ranges of one family in typed arrays: half a million take about 10 MB, and a look-up a microsecond. */
export interface NetworkRanges {
  /** 32-bit words of the first addresses, the highest word first: one word for IPv4, four for IPv6. */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** For each range the place of its name. */
  readonly name: Uint32Array;
}

export const WORDS_OF = { 4: 1, 6: 4 } as const;

/** The place of the name of the range that holds the address; null when none does. */
export function findNetwork({ first, last, name }: NetworkRanges, address: Address): number | null {
  const wanted = wordsOf(address);
  let low = 0;
  let high = name.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(first, middle, wanted) > 0) high = middle;
    else low = middle + 1;
  }
  const at = low - 1;
  return at < 0 || compare(last, at, wanted) < 0 ? null : (name[at] ?? null);
}

/** Whether the address at this place of the list is before (negative), the same as, or after what is wanted. */
function compare(list: Uint32Array, place: number, wanted: Uint32Array): number {
  for (let word = 0; word < wanted.length; word++) {
    const difference = (list[place * wanted.length + word] ?? 0) - (wanted[word] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function wordsOf({ family, value }: Address): Uint32Array {
  const words = new Uint32Array(WORDS_OF[family]);
  for (let word = 0; word < words.length; word++) {
    words[word] = Number((value >> BigInt(32 * (words.length - 1 - word))) & 0xffff_ffffn);
  }
  return words;
}
