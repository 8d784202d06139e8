import { describe, expect, test } from 'vitest';
import { createKeyRing } from './key-ring.ts';
import { newSecrets } from './secrets.ts';

/*
 * The attacker can write to the database (an injection elsewhere, a stolen backup put back, a careless operator).
 * They cannot read the keys. They try to make their own authenticator count as the victim's by moving sealed
 * bytes between rows and columns, and to change single bytes.
 */

const ring = createKeyRing(newSecrets());
const PURPOSE = 'two-factor.totp-secret';
const sealed = ring.seal(PURPOSE, 'usr_attacker', 'JBSWY3DPEHPK3PXP');

describe('sealed bytes that were moved (CR-2)', () => {
  test('do not open in another row, for another purpose, or with purpose and row cut elsewhere', () => {
    const places: [purpose: string, row: string][] = [
      [PURPOSE, 'usr_victim'],
      [PURPOSE, ''],
      ['anti-phishing-code.phrase', 'usr_attacker'],
      [`${PURPOSE}usr_`, 'attacker'],
      ['two-factor', '.totp-secretusr_attacker'],
      ['', `${PURPOSE}usr_attacker`],
    ];
    for (const [purpose, row] of places) {
      expect(() => ring.open(purpose, row, sealed), `${purpose} / ${row}`).toThrow('moved-or-altered');
    }
    expect(ring.open(PURPOSE, 'usr_attacker', sealed)).toBe('JBSWY3DPEHPK3PXP');
  });

  test('do not open in another installation that happens to use the same key id', () => {
    const mine = newSecrets();
    const theirs = newSecrets();
    const [key] = theirs.keys;
    if (!key) throw new Error('no key');
    const twin = createKeyRing({ ...theirs, current: mine.current, keys: [{ ...key, id: mine.current }] });
    const bytes = createKeyRing(mine).seal(PURPOSE, 'usr_1', 'x');
    expect(() => twin.open(PURPOSE, 'usr_1', bytes)).toThrow('moved-or-altered');
  });
});

describe('sealed bytes that were altered', () => {
  test('do not open, whichever single bit was turned', () => {
    for (let at = 0; at < sealed.length * 8; at++) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
      expect(() => ring.open(PURPOSE, 'usr_attacker', altered), `bit ${at}`).toThrow('sealed value not opened');
    }
  });

  test('do not open when cut, prolonged or empty', () => {
    for (let length = 0; length < sealed.length; length++) {
      expect(() => ring.open(PURPOSE, 'usr_attacker', sealed.subarray(0, length))).toThrow('sealed value not opened');
    }
    expect(() => ring.open(PURPOSE, 'usr_attacker', Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow();
    expect(() => ring.open(PURPOSE, 'usr_attacker', Buffer.alloc(0))).toThrow('malformed');
  });

  test('a refusal says nothing of what was sealed', () => {
    try {
      ring.open(PURPOSE, 'usr_victim', sealed);
      expect.unreachable();
    } catch (error) {
      expect(String(error)).toBe('SealError: sealed value not opened: moved-or-altered');
    }
  });
});
