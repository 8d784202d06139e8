import { createHash } from 'node:crypto';
import type pg from 'pg';
import { type Address, BITS_OF, formatAddress, readAddress } from '../address.ts';
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

export interface Pair {
  range: string;
  address: string;
}

/** A network or a span, and an address at its edge, in it, or elsewhere. */
export function drawPair(draws: Draws): Pair {
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

/** The same pair as people and programs write it, the range and the address each in a way of its own. */
export function spellOddly({ range, address }: Pair, draws: Draws): Pair {
  const [base = '', bits] = range.split('/');
  const ends = base.split('-').map((end) => oddSpelling(end, draws));
  const isMapped = !base.includes(':') && ends.join().includes(':');
  const network = bits === undefined ? '' : `/${Number(bits) + (isMapped ? 96 : 0)}`;
  return { range: ends.join('-') + network, address: oddSpelling(address, draws) };
}

/** In capitals, with zeros, without `::`, with the last part dotted; IPv4 also as a mapped address, dotted or in hex (IP-3). */
export function oddSpelling(text: string, { number }: Draws): string {
  const parsed = readAddress(text);
  if (parsed === null) throw new Error(`${text} is no address`);
  const isIpv4 = parsed.family === 4;
  const value = isIpv4 ? (0xffffn << 32n) | parsed.value : parsed.value;
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const long = groups.map((group) => group.padStart(number(2) * 4, '0')).join(':');
  const dotted = formatAddress({ family: 4, value: value & 0xffff_ffffn });
  const short = isIpv4 ? `::ffff:${groups[6]}:${groups[7]}` : text;
  const withDots = isIpv4 && number(2) === 0 ? `::ffff:${dotted}` : `${groups.slice(0, 6).join(':')}:${dotted}`;
  const spellings = [text, short, short.toUpperCase(), long, long.toUpperCase(), withDots, withDots.toUpperCase()];
  return spellings[number(spellings.length)] ?? text;
}

/**
 * PostgreSQL keeps `::ffff:a.b.c.d` apart from `a.b.c.d`, which are one address (IP-3): it is told to look at all of IPv4 as
 * mapped, and that a range of IPv6 around the mapped ones holds no IPv4.
 */
const JUDGE = `
  with pair as (
    select n, folded(address) as address, folded(split_part(range, '-', 1)::inet) as start,
        case when range like '%-%' then folded(split_part(range, '-', 2)::inet) end as last
      from unnest($1::text[], $2::inet[]) with ordinality as pair (range, address, n))
  select array_agg(isIpv4(address) = isIpv4(start) and case
    when last is null then address <<= start
    else address >= start and address <= last end order by n) as verdicts
    from pair`
  .replaceAll(
    /folded\(((?:[^()]|\([^()]*\))*)\)/g,
    `case family($1) when 4 then set_masklen(('::ffff:' || host($1))::inet, masklen($1) + 96) else $1 end`,
  )
  .replaceAll(/isIpv4\((\w+)\)/g, `$1 <<= '::ffff:0:0/96'`);

/** Those of which PostgreSQL says otherwise than we do, and how many it says lie within. */
export async function judgePairs(pool: Pick<pg.Pool, 'query'>, pairs: readonly Pair[]) {
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
