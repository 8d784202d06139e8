import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type Address, formatAddress, readAddress } from './address.ts';
import { readNetworks } from './read-networks.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-networks-'));
afterAll(() => rmSync(folder, { recursive: true }));

function table(ipv4: string, ipv6: string): (address: string) => string | null {
  writeFileSync(join(folder, 'ipv4'), ipv4);
  writeFileSync(join(folder, 'ipv6'), ipv6);
  const lookUp = readNetworks({ ipv4: join(folder, 'ipv4'), ipv6: join(folder, 'ipv6') });
  return (text) => {
    const address = readAddress(text);
    return address ? lookUp(address) : null;
  };
}

describe('readNetworks', () => {
  const lookUp = table(
    '16777216,16777471,1,"Commas, and ""quotes"""\n16778240,16778240,2,Exactly one\n4294967040,4294967295,1,ignored\n',
    '2001:db8::,2001:db8::ffff,3,Low\n2001:db8:1::,2001:db8:1:ffff:ffff:ffff:ffff:ffff,4,Soft\u00adhyphen\u202e\nffff::,ffff::1,5,Last',
  );

  test.each([
    ['1.0.0.0', 'Commas, and "quotes"'],
    ['1.0.0.255', 'Commas, and "quotes"'],
    ['1.0.1.0', null],
    ['1.0.4.0', 'Exactly one'],
    ['1.0.4.1', null],
    ['255.255.255.255', 'Commas, and "quotes"'],
    ['0.255.255.255', null],
    ['2001:db8::', 'Low'],
    ['2001:db8::ffff', 'Low'],
    ['2001:db8::1:0', null],
    ['2001:db8:1:2::9', 'Soft hyphen'],
    ['ffff::1', 'Last'],
    ['ffff::2', null],
    ['::', null],
  ])('%s is in %s', (address, network) => {
    expect(lookUp(address)).toBe(network);
  });

  test('cuts endless names and survives lines without sense', () => {
    const long = table(`16777216,16777471,1,${'🏢'.repeat(200)}\nnonsense\n\n16778240,16778241,2,x\n,,,\n`, '');
    expect([...(long('1.0.0.1') ?? '')]).toHaveLength(80);
    expect(long('1.0.4.0')).toBe('x');
    expect(long('2001:db8::1')).toBeNull();
  });

  test('finds every address of many ranges, over the borders of the pieces it reads', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `${index * 10},${index * 10 + 5},${index},Network ${index}`,
    );
    const many = table(lines.join('\n'), '');
    for (let at = 0; at < 200_000; at += 7) {
      const expected = at % 10 <= 5 ? `Network ${Math.floor(at / 10)}` : null;
      expect(many(formatAddress({ family: 4, value: BigInt(at) }))).toBe(expected);
    }
  });

  test('reads IPv6 as the strict parser does', () => {
    const group = fc.oneof(fc.constant(0n), fc.bigInt(0n, 0xffffn));
    const addresses = fc
      .array(group, { minLength: 8, maxLength: 8 })
      .map((groups): Address => ({ family: 6, value: groups.reduce((value, next) => (value << 16n) | next, 0n) }))
      .filter(({ value }) => value >> 32n !== 0xffffn);
    fc.assert(
      fc.property(fc.uniqueArray(addresses, { selector: ({ value }) => value, maxLength: 20 }), (all) => {
        const sorted = all.toSorted((one, other) => (one.value < other.value ? -1 : 1)).map(formatAddress);
        const each = table('', sorted.map((text, index) => `${text},${text},${index},N${index}`).join('\n'));
        expect(sorted.map(each)).toEqual(sorted.map((_, index) => `N${index}`));
      }),
      { numRuns: 200 },
    );
  });
});
