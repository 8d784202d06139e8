import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRangeProblem, parseRange, type Range, rangeContains, rangesContain } from './ranges.ts';

function range(text: string): Range {
  const parsed = parseRange(text);
  if (isRangeProblem(parsed)) throw new Error(`${text}: ${parsed.problem}`);
  return parsed;
}

describe('parseRange', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1/32', '192.0.2.1'],
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0:0:1::1', '2001:db8::1:0:0:1'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['::/0', '::/0'],
    ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
    ['::ffff:192.0.2.7/128', '192.0.2.7'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['192.0.2.1-192.0.2.9', '192.0.2.1-192.0.2.9'],
    [' 192.0.2.1 – 192.0.2.9 ', '192.0.2.1-192.0.2.9'],
    ['192.0.2.1-192.0.2.1', '192.0.2.1'],
    ['2001:DB8::1-2001:db8::F', '2001:db8::1-2001:db8::f'],
    ['::ffff:192.0.2.1-192.0.2.9', '192.0.2.1-192.0.2.9'],
  ])('reads %j as %s', (text, canonical) => {
    expect(range(text).text).toBe(canonical);
    expect(range(canonical)).toEqual(range(text));
  });

  test.each([
    ...['', '/24', '192.0.2.0/', '192.0.2.0/x', '192.0.2.0/08', '192.0.2.0/+8', '192.0.2.0/-1', '192.0.2.0/24/24'],
    ...[
      '192.0.2.0/255.255.255.0',
      '010.0.0.1',
      '0x7f.1',
      '1',
      '10.0/8',
      'fe80::1%eth0',
      'fe80::%eth0/64',
      '192.0.2.1:80',
    ],
    ...[
      '*',
      'any',
      'localhost',
      '192.0.2.1-',
      '-192.0.2.1',
      '192.0.2.1-9',
      '1.1.1.1-1.1.1.2-1.1.1.3',
      '192.0.2.0/24-192.0.3.0',
    ],
    ...[
      '192.0.2.1,192.0.2.2',
      '192.0.2.1 192.0.2.2',
      '192.0.2.*',
      '::ffff:192.0.2.0/24',
      '1.2.3.4/1e1',
      'x'.repeat(100_000),
    ],
  ])('refuses %j', (text) => {
    expect(parseRange(text)).toEqual({ problem: 'not-an-address' });
  });

  test.each([
    ['192.0.2.0/33', { problem: 'prefix-too-long' }],
    ['2001:db8::/129', { problem: 'prefix-too-long' }],
    ['::ffff:192.0.2.0/129', { problem: 'prefix-too-long' }],
    ['192.0.2.0/9999', { problem: 'prefix-too-long' }],
    ['192.0.2.7/24', { problem: 'host-bits', suggestion: '192.0.2.0/24' }],
    ['2001:db8::1/64', { problem: 'host-bits', suggestion: '2001:db8::/64' }],
    ['10.0.0.1/0', { problem: 'host-bits', suggestion: '0.0.0.0/0' }],
    ['192.0.2.9-192.0.2.1', { problem: 'reversed', suggestion: '192.0.2.1-192.0.2.9' }],
    ['192.0.2.1-2001:db8::1', { problem: 'mixed-families' }],
  ])('says what is wrong with %s', (text, problem) => {
    expect(parseRange(text)).toEqual(problem);
  });
});

describe('rangeContains', () => {
  test.each([
    ['192.0.2.0/24', '192.0.2.0', true],
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/24', '192.0.3.0', false],
    ['192.0.2.0/24', '192.0.1.255', false],
    ['192.0.2.0/24', '::ffff:192.0.2.9', true],
    ['192.0.2.0/24', '::c000:209', false],
    ['192.0.2.9-192.0.2.11', '192.0.2.10', true],
    ['192.0.2.9-192.0.2.11', '192.0.2.100', false],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['::/0', '192.0.2.1', false],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['192.0.2.0/24', 'nonsense', false],
    ['192.0.2.0/24', null, false],
  ])('%s and %s: %s', (text, address, expected) => {
    expect(rangeContains(range(text), address)).toBe(expected);
  });

  test('agrees with a judge who compares bits as text', () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const bitsOf = (all: readonly number[]) => all.map((octet) => octet.toString(2).padStart(8, '0')).join('');
    fc.assert(
      fc.property(octets, octets, fc.nat(32), fc.nat(32), (base, other, bits, shared) => {
        // An address that shares some first bits with the network, so that both answers come up.
        const mixed = bitsOf(base).slice(0, shared) + bitsOf(other).slice(shared);
        const address = [0, 8, 16, 24].map((at) => Number.parseInt(mixed.slice(at, at + 8), 2)).join('.');
        const parsed = parseRange(`${base.join('.')}/${bits}`);
        const network = isRangeProblem(parsed) ? range(parsed.suggestion ?? '') : parsed;
        expect(rangeContains(network, address)).toBe(mixed.startsWith(bitsOf(base).slice(0, bits)));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('rangesContain', () => {
  test('needs one of the ranges; no range holds nothing', () => {
    const ranges = [range('192.0.2.0/24'), range('2001:db8::/32')];
    expect(rangesContain(ranges, '2001:db8::1')).toBe(true);
    expect(rangesContain(ranges, '192.0.2.1')).toBe(true);
    expect(rangesContain(ranges, '198.51.100.1')).toBe(false);
    expect(rangesContain([], '192.0.2.1')).toBe(false);
  });
});
