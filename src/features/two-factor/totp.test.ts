import { Secret } from 'otpauth';
import { describe, expect, test } from 'vitest';
import {
  clockErrorSeconds,
  codeOf,
  grouped,
  matchingStep,
  matchingStepOfWrongClock,
  newSeed,
  otpauthUri,
  readCode,
  stepAt,
} from './totp.ts';

/** Of so many bytes: the digits one to nought over and over, as in the appendices. */
function seedOf(bytes: number): string {
  const text = '1234567890'.repeat(7).slice(0, bytes);
  return new Secret({ buffer: new TextEncoder().encode(text).buffer }).base32;
}

const SEED = seedOf(20);

describe('codes (RFC 6238)', () => {
  // Appendix B, whose seeds are as long as the digest (erratum 2866); the last time needs more than 32 bits of seconds.
  test.each([
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ])('at %i seconds they are %s, %s, %s', (seconds, sha1, sha256, sha512) => {
    const step = stepAt(new Date(seconds * 1000));
    expect([
      codeOf(seedOf(20), step, { algorithm: 'SHA1', digits: 8 }),
      codeOf(seedOf(32), step, { algorithm: 'SHA256', digits: 8 }),
      codeOf(seedOf(64), step, { algorithm: 'SHA512', digits: 8 }),
    ]).toEqual([sha1, sha256, sha512]);
  });

  // What the product uses: SHA-1, the last six of those eight digits.
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i seconds it is %s', (seconds, code) => {
    expect(codeOf(SEED, stepAt(new Date(seconds * 1000)))).toBe(code);
  });

  // RFC 4226 appendix D.
  test.each(['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'])(
    'by counter they are those of HOTP: %s',
    (code) => {
      const codes = Array.from({ length: 10 }, (_, counter) => codeOf(SEED, counter));
      expect(codes).toContain(code);
    },
  );
});

describe('the window (2F-2)', () => {
  const now = new Date('2026-03-01T12:00:15Z');
  const at = (offset: number) => codeOf(SEED, stepAt(now) + offset);

  test('is this step and the one before', () => {
    expect(matchingStep(SEED, at(0), now)).toBe(stepAt(now));
    expect(matchingStep(SEED, at(-1), now)).toBe(stepAt(now) - 1);
    for (const offset of [-3, -2, 1, 2]) expect(matchingStep(SEED, at(offset), now), String(offset)).toBeNull();
  });

  test('tells how wrong a clock is, up to a quarter of an hour', () => {
    for (const offset of [1, 4, -2, -30, 30]) {
      const step = matchingStepOfWrongClock(SEED, at(offset), now);
      expect(clockErrorSeconds(step ?? Number.NaN, now)).toBe(offset * 30);
    }
    expect(matchingStepOfWrongClock(SEED, at(31), now)).toBeNull();
  });
});

test('a seed is 160 fresh random bits (2F-1)', () => {
  const seeds = Array.from({ length: 100 }, newSeed);
  expect(new Set(seeds).size).toBe(100);
  for (const seed of seeds) expect(Secret.fromBase32(seed).bytes).toHaveLength(20);
});

test('a code is six digits, however it was typed or pasted', () => {
  for (const typed of ['123456', '123 456', ' 123\u00a0456 ', '12-34-56', '123\u202f456']) {
    expect(readCode(typed)).toBe('123456');
  }
  for (const typed of ['12345', '1234567', 'abcdef', '', '١٢٣٤٥٦', '12345\n6x']) expect(readCode(typed)).toBeNull();
});

test('the key URI names site and account, and survives every character of both', () => {
  const uri = new URL(otpauthUri('ABC', { issuer: 'Müller & Söhne: Domains+', account: 'a+b@example.test' }));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toMatch(/Müller & Söhne: Domains\+:a\+b@example\.test$/);
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: 'ABC',
    issuer: 'Müller & Söhne: Domains+',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
  expect(uri.href).not.toContain('+');
});

test('a key is shown in groups of four', () => {
  expect(grouped('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
});
