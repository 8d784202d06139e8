/**
 * PostgreSQL has types of its own for addresses and networks, by other people, in another language. It judges ours, on
 * pairs drawn close enough to each other that inside, outside and the very edges all come up. The drill does millions.
 */
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { formatAddress } from './address.ts';
import { parseAddress } from './parse-address.ts';
import { createRangeSet } from './range-set.ts';
import { isRangeProblem, parseRange, type Range } from './ranges.ts';
import {
  createDraws,
  type Draws,
  drawAddress,
  drawPair,
  judgePairs,
  oddSpelling,
  spellOddly,
} from './testing/judge-ranges.ts';

const database = await openTestDatabase({ empty: true });
/** More of them on a machine with time: `RANGE_PAIRS=2000000`. */
const PAIRS = Number(process.env.RANGE_PAIRS ?? 50_000);
const AT_ONCE = 50_000;

test.each([
  ['as we write them', drawPair],
  ['oddly spelled, IPv4 as mapped addresses too', (draws: Draws) => spellOddly(drawPair(draws), draws)],
])(
  '%s: an address is in a range for us exactly when it is for PostgreSQL (IP-3)',
  async (name, draw) => {
    const draws = createDraws(name);
    let within = 0;
    for (let left = PAIRS; left > 0; left -= AT_ONCE) {
      const pairs = Array.from({ length: Math.min(left, AT_ONCE) }, () => draw(draws));
      const judged = await judgePairs(database.pool, pairs);
      expect(judged.differing).toEqual([]);
      within += judged.within;
    }
    // Neither verdict may be rare, or the test would prove nothing.
    expect(within / PAIRS).toBeGreaterThan(0.3);
    expect(within / PAIRS).toBeLessThan(0.8);
  },
  600_000,
);

test('of ten thousand ranges at once, the prepared list and PostgreSQL let in the same addresses', async () => {
  const draws = createDraws('list');
  const pairs = Array.from({ length: 10_000 }, () => drawPair(draws)).filter(
    ({ range }) => !/\/\d$|\/1\d$/.test(range),
  );
  const ranges = pairs.map(({ range }) => parseRange(range)).filter((range): range is Range => !isRangeProblem(range));
  expect(ranges.length).toBe(pairs.length);
  const list = createRangeSet(ranges);
  const { rows } = await database.pool.query<{ held: boolean[] }>(
    `select array_agg(exists (select from unnest($1::inet[], $2::inet[]) as r (first, last)
        where address between first and last and family(address) = family(first)) order by n) as held
       from unnest($3::inet[]) with ordinality as a (address, n)`,
    [
      ranges.map(({ family, first }) => formatAddress({ family, value: first })),
      ranges.map(({ family, last }) => formatAddress({ family, value: last })),
      pairs.slice(0, 2000).map(({ address }) => address),
    ],
  );
  const ours = pairs.slice(0, 2000).map(({ address }) => list.contains(address));
  expect(ours).toEqual(rows[0]?.held);
}, 120_000);

test('an address is spelled as PostgreSQL spells it, and every spelling we take means the same to it', async () => {
  const draws = createDraws('spellings');
  const addresses = Array.from({ length: 20_000 }, () => drawAddress(draws));
  const spelled = addresses.map((address) => oddSpelling(formatAddress(address), draws));
  const { rows } = await database.pool.query<{ text: string }>(
    'select host(address) as text from unnest($1::inet[]) with ordinality as a (address, n) order by n',
    [spelled],
  );
  const theirs = rows.map(({ text }) => text);
  const ours = spelled.map((text) => parseAddress(text));
  // What PostgreSQL prints with dots in IPv6, we print in hex, or as the IPv4 that it is (IP-3).
  const differing = ours.filter((text, index) => text !== theirs[index] && !/:.*\./.test(theirs[index] ?? ''));
  expect(differing).toEqual([]);
});

test('an address with a zone is none, for requests, for lists and for PostgreSQL (IP-4)', async () => {
  const draws = createDraws('zones');
  const zones = ['%eth0', '%1', '%25', '%', '%en0/64', '%eth0/128', '/64%eth0', '%eth0-ffff::'];
  const scoped = Array.from({ length: 20_000 }, () => {
    const address = oddSpelling(formatAddress(drawAddress(draws)), draws);
    return address + zones[draws.number(zones.length)];
  });
  expect(scoped.filter((text) => parseAddress(text) !== null)).toEqual([]);
  expect(scoped.map((text) => parseRange(text)).filter((parsed) => !isRangeProblem(parsed))).toEqual([]);
  const everything = createRangeSet(
    ['0.0.0.0/0', '::/0'].map(parseRange).filter((range): range is Range => !isRangeProblem(range)),
  );
  expect(scoped.filter((text) => everything.contains(text))).toEqual([]);
  const { rows } = await database.pool.query(
    `select text from unnest($1::text[]) as text where pg_input_is_valid(text, 'inet')`,
    [scoped],
  );
  expect(rows).toEqual([]);
});

test('an IPv4 address written as a mapped IPv6 one is the IPv4 address, in ranges and in requests', async () => {
  const draws = createDraws('mapped');
  for (let n = 0; n < 20_000; n++) {
    const value = draws.bits(32);
    const plain = formatAddress({ family: 4, value });
    const hex = `::ffff:${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
    const bits = draws.number(33);
    const network = formatAddress({ family: 4, value: (value >> BigInt(32 - bits)) << BigInt(32 - bits) });
    const mapped = parseRange(`::ffff:${network}/${96 + bits}`);
    if (isRangeProblem(mapped)) throw new Error(`${network}/${bits} was refused`);
    expect(createRangeSet([mapped]).contains(hex)).toBe(true);
    expect(createRangeSet([mapped]).contains(`::FFFF:${plain}`)).toBe(true);
    expect(mapped.family).toBe(4);
  }
});
