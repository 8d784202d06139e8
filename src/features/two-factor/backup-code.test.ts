import { expect, test } from 'vitest';
import { CODES_IN_A_SET, formatBackupCode, newBackupCodes, readBackupCode } from './backup-code.ts';

test('a set is ten codes with different look-ups and 65 secret bits each (2F-7)', () => {
  const codes = Array.from({ length: 1000 }, newBackupCodes);
  for (const set of codes) {
    expect(set).toHaveLength(CODES_IN_A_SET);
    expect(new Set(set.map(({ lookup }) => lookup)).size).toBe(CODES_IN_A_SET);
  }
  const secrets = codes.flat().map(({ secret }) => secret);
  expect(new Set(secrets).size).toBe(10_000);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{13}$/);
});

test('every letter of the alphabet comes up about equally often', () => {
  const text = Array.from({ length: 2000 }, newBackupCodes)
    .flat()
    .map(({ secret }) => secret)
    .join('');
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const expected = text.length / 32;
  expect(counts.size).toBe(32);
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected * 0.1);
});

test('is read back however it is typed', () => {
  const code = { lookup: 'ABC', secret: 'DEFGHIJKOB234' };
  expect(formatBackupCode(code)).toBe('ABCD-EFGH-IJKO-B234');
  for (const typed of ['ABCD-EFGH-IJKO-B234', 'abcd efgh ijko b234', ' abcdefghijkob234 ', 'ABCD-EFGH-1JK0-8234']) {
    expect(readBackupCode(typed)).toEqual(code);
  }
  for (const typed of ['', 'ABCD-EFGH-IJKO-B23', 'ABCD-EFGH-IJKO-B2345', 'ABCD-EFGH-IJKO-B29é', '123456']) {
    expect(readBackupCode(typed)).toBeNull();
  }
});
