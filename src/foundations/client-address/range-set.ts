import { readAddress } from './address.ts';
import type { Range } from './ranges.ts';

/** Many ranges prepared once, so that a look-up costs the same for ten and for ten thousand. */
export interface RangeSet {
  /** Whether any of the ranges holds the address. No address is in none. */
  contains(address: string | null): boolean;
}

interface Span {
  first: bigint;
  last: bigint;
}

export function createRangeSet(ranges: readonly Range[]): RangeSet {
  const spans = { 4: spansOf(ranges, 4), 6: spansOf(ranges, 6) };
  return {
    contains(text) {
      const address = text === null ? null : readAddress(text);
      return address !== null && isInSpans(spans[address.family], address.value);
    },
  };
}

/** In order, those that overlap joined to one: the only span that can hold a value is the last that begins before it. */
function spansOf(ranges: readonly Range[], family: 4 | 6): Span[] {
  const sorted = ranges.filter((range) => range.family === family).sort((a, b) => (a.first < b.first ? -1 : 1));
  const spans: Span[] = [];
  for (const { first, last } of sorted) {
    const before = spans.at(-1);
    if (before === undefined || first > before.last) spans.push({ first, last });
    else if (last > before.last) before.last = last;
  }
  return spans;
}

function isInSpans(spans: readonly Span[], value: bigint): boolean {
  let [low, high] = [0, spans.length - 1];
  let found: Span | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span === undefined || span.first > value) high = middle - 1;
    else {
      found = span;
      low = middle + 1;
    }
  }
  return found !== undefined && value <= found.last;
}
