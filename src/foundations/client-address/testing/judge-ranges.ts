import { createHash } from 'node:crypto';
import type pg from 'pg';
import { type Address, BITS_OF, formatAddress } from '../address.ts';
import { createRangeSet } from '../range-set.ts';
import { isRangeProblem, parseRange } from '../ranges.ts';

/** The same numbers on every machine: what fails once fails again. */
export function createDraws(seed: string) {
  let block = Buffer.alloc(0);
  let used = 0;
  let counter = 0;
  const byte = () => {
    if (used === block.length) {
      block = createHash('sha512').update(`${seed} ${counter++}`).digest();
      used = 0;
    }
    return block[used++] ?? 0;
  };
  const number = (below: number) => ((byte() << 16) | (byte() << 8) | byte()) % below;
  const bits = (count: number) => {
    let value = 0n;
    for (let left = count; left > 0; left -= 8) value = (value << 8n) | BigInt(byte());
    return value & ((1n << BigInt(count)) - 1n);
  };
  return { number, bits };
}

export type Draws = ReturnType<typeof createDraws>;

export function drawAddress({ number, bits }: Draws): Address {
  const family = number(2) === 0 ? 4 : 6;
  // Zeros in a row are where spellings of IPv6 differ.
  const value = bits(BITS_OF[family]) & (number(3) === 0 ? bits(BITS_OF[family]) & bits(BITS_OF[family]) : -1n);
  return { family, value: value & ((1n << BigInt(BITS_OF[family])) - 1n) };
}

/** A network or a span, and an address at its edge, in it, or elsewhere. */
export function drawPair(draws: Draws): { range: string; address: string } {
  const { number, bits } = draws;
  const start = drawAddress(draws);
  const width = BITS_OF[start.family];
  const prefix = number(width + 1);
  const size = 1n << BigInt(width - prefix);
  const first = (start.value / size) * size;
  const isSpan = number(3) === 0;
  const last = isSpan ? first + (bits(width) % size) : first + size - 1n;
  const text = (value: bigint) => formatAddress({ family: start.family, value });
  const candidates = [first, last, first - 1n, last + 1n, first + (bits(width) % size)];
  const most = 1n << BigInt(width);
  const near = candidates[number(candidates.length)] ?? 0n;
  const stranger = drawAddress(draws);
  return {
    range: isSpan ? `${text(first)}-${text(last)}` : `${text(first)}/${prefix}`,
    address: number(10) === 0 ? formatAddress(stranger) : text((near + most) % most),
  };
}

const JUDGE = `
  select array_agg(case
    when range like '%-%' then family(address) = family(split_part(range, '-', 1)::inet)
      and address >= split_part(range, '-', 1)::inet and address <= split_part(range, '-', 2)::inet
    else address <<= range::inet end order by n) as verdicts
    from unnest($1::text[], $2::inet[]) with ordinality as pair (range, address, n)`;

/** Those of which PostgreSQL says otherwise than we do, and how many it says lie within. */
export async function judgePairs(pool: Pick<pg.Pool, 'query'>, pairs: readonly { range: string; address: string }[]) {
  const { rows } = await pool.query<{ verdicts: boolean[] }>(JUDGE, [
    pairs.map(({ range }) => range),
    pairs.map(({ address }) => address),
  ]);
  const verdicts = rows[0]?.verdicts ?? [];
  const differing = pairs.filter(({ range, address }, index) => {
    const parsed = parseRange(range);
    return isRangeProblem(parsed) || createRangeSet([parsed]).contains(address) !== verdicts[index];
  });
  return { differing, within: verdicts.filter((verdict) => verdict).length };
}
