import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from './parse-address.ts';

describe('parseAddress', () => {
  // RFC 5952 §1–§5, RFC 4291 §2.2 and the cases of our own rules.
  test.each([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8:0:0:1::1', '2001:db8::1:0:0:1'],
    ['2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:1'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    ['2001:db8::0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:0', '2001:db8:0:0:1::'],
    ['0:0:1:0:0:1:0:0', '::1:0:0:1:0:0'],
    ['1:0:0:2:0:0:3:4', '1::2:0:0:3:4'],
    ['1:2:3:4:5:6:0:0', '1:2:3:4:5:6::'],
    ['1:2:3:4:5:6:7:0', '1:2:3:4:5:6:7:0'],
    ['0:2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['FF01:0:0:0:0:0:0:101', 'ff01::101'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['ABCD:EF01:2345:6789:abcd:ef01:2345:6789', 'abcd:ef01:2345:6789:abcd:ef01:2345:6789'],
    ['0:0:0:0:0:0:13.1.68.3', '::d01:4403'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:129.144.52.38', '129.144.52.38'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['::192.0.2.1', '::c000:201'],
    ['::ffff:0:192.0.2.1', '::ffff:0:c000:201'],
    ['192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
  ])('spells %s as %s (IP-3)', (text, canonical) => {
    expect(parseAddress(text)).toBe(canonical);
    expect(parseAddress(canonical)).toBe(canonical);
  });

  test.each([
    ...['', ' ', '1', '127.1', '1.2.3', '1.2.3.4.5', '010.0.0.1', '1.2.3.04', '00.0.0.0', '0x7f.1', '0x7f000001'],
    ...['2130706433', '017700000001', '256.0.0.1', '1.2.3.256', '1.2.3.-4', '+1.2.3.4', '1.2.3.4.', '.1.2.3.4'],
    ...['1.2.3.4:80', '[::1]', '[::1]:80', '::1%eth0', 'fe80::1%1', '1.2.3.4%eth0', ' 1.2.3.4', '1.2.3.4 ', '::1\n'],
    ...['1.2.3.4/32', '::1/128', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '12345::', '00001::1'],
    ...[
      'g::1',
      ':1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7:',
      '::ffff:1.2.3',
      '::ffff:01.2.3.4',
      '::ffff:0x1.2.3.4',
      '::1.2.3.4.5',
    ],
    ...[
      '1.2.3.4::',
      '1::1.2.3.4:5',
      '١.٢.٣.٤',
      '１.２.３.４',
      'localhost',
      'unknown',
      '1.2.3.4\u0000',
      '::ffff:1.2.3.4%x',
    ],
    ...['1'.repeat(10_000), ':'.repeat(10_000)],
  ])('refuses %j (IP-4)', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  test('agrees with a judge who counts groups, for every address however it is spelt', () => {
    const group = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(0xffff) });
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), fc.nat(3), fc.boolean(), (groups, width, upper) => {
        const long = groups.map((value) => value.toString(16).padStart(width + 1, '0')).join(':');
        expect(parseAddress(upper ? long.toUpperCase() : long)).toBe(spelling(groups));
      }),
      { numRuns: 2_000 },
    );
  });

  test('never throws, and what it accepts is already in its one spelling', () => {
    const character = fc.constantFrom(...'0123456789abcdefABCDEF:.%[]/ x-');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(character, { maxLength: 24 }).map((all) => all.join('')),
        ),
        (text) => {
          const address = parseAddress(text);
          expect(address === null || parseAddress(address) === address).toBe(true);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

/** RFC 5952 §4 word for word, without bits or regular expressions. */
function spelling(groups: number[]): string {
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const texts = groups.map((group) => group.toString(16));
  if (best.start < 0) return texts.join(':');
  return `${texts.slice(0, best.start).join(':')}::${texts.slice(best.start + best.length).join(':')}`;
}
