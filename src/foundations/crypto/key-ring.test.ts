import { describe, expect, test } from 'vitest';
import { createKeyRing } from './key-ring.ts';
import { addKey, dropKey, newSecrets, promoteKey } from './secrets.ts';

const PURPOSE = 'two-factor.totp-secret';

describe('sealing', () => {
  test('opens again what was sealed for the same purpose and row', () => {
    const ring = createKeyRing(newSecrets());
    for (const text of ['', 'JBSWY3DPEHPK3PXP', 'l’été à Zürich 🗝️', 'x'.repeat(100_000)]) {
      expect(ring.open(PURPOSE, 'usr_1', ring.seal(PURPOSE, 'usr_1', text))).toBe(text);
    }
  });

  test('writes format, key id, 12-byte nonce, 16-byte tag and as many bytes as the text has', () => {
    const secrets = newSecrets();
    const sealed = createKeyRing(secrets).seal(PURPOSE, 'usr_1', 'secret');
    expect(sealed[0]).toBe(1);
    expect(sealed[1]).toBe(secrets.current.length);
    expect(sealed.toString('latin1', 2, 2 + secrets.current.length)).toBe(secrets.current);
    expect(sealed).toHaveLength(2 + secrets.current.length + 12 + 16 + 'secret'.length);
  });

  test('never gives the same bytes twice', () => {
    const ring = createKeyRing(newSecrets());
    const seals = Array.from({ length: 500 }, () => ring.seal(PURPOSE, 'usr_1', 'same').toString('hex'));
    expect(new Set(seals).size).toBe(500);
  });
});

describe('rotation (CR-1)', () => {
  test('old rows stay readable, new rows use the new key', () => {
    const before = newSecrets();
    const after = addKey(before);
    const old = createKeyRing(before).seal(PURPOSE, 'usr_1', 'old');
    const ring = createKeyRing(after);
    const fresh = ring.seal(PURPOSE, 'usr_1', 'new');

    expect(ring.open(PURPOSE, 'usr_1', old)).toBe('old');
    expect(ring.isOutdated(old)).toBe(true);
    expect(ring.isOutdated(fresh)).toBe(false);
    expect(fresh.includes(after.current)).toBe(true);
    expect(() => createKeyRing(before).open(PURPOSE, 'usr_1', fresh)).toThrow('unknown-key');
  });

  test('a key added for later only opens until it is promoted, so that nodes can learn it one by one', () => {
    const first = newSecrets();
    const learnt = addKey(first, 'later');
    const newId = learnt.keys.at(-1)?.id ?? '';
    expect(learnt.current).toBe(first.current);
    expect(createKeyRing(first).open(PURPOSE, 'r', createKeyRing(learnt).seal(PURPOSE, 'r', 'x'))).toBe('x');
    const promoted = promoteKey(learnt, newId);
    expect(createKeyRing(learnt).open(PURPOSE, 'r', createKeyRing(promoted).seal(PURPOSE, 'r', 'x'))).toBe('x');
  });

  test('a dropped key opens nothing any more, and the current one cannot be dropped', () => {
    const before = newSecrets();
    const after = addKey(before);
    const old = createKeyRing(before).seal(PURPOSE, 'usr_1', 'old');
    const ring = createKeyRing(dropKey(after, before.current));
    expect(() => ring.open(PURPOSE, 'usr_1', old)).toThrow('unknown-key');
    expect(() => dropKey(after, after.current)).toThrow('is the current one');
    expect(() => dropKey(after, 'k-none')).toThrow('there is no key');
    expect(() => promoteKey(after, 'k-none')).toThrow('there is no key');
  });

  test('keyed hashes and fingerprint outlive every rotation', () => {
    const before = newSecrets();
    const old = createKeyRing(before);
    const ring = createKeyRing(dropKey(addKey(before), before.current));
    expect(ring.keyedHash('rate-limit', 'a@b.example')).toEqual(old.keyedHash('rate-limit', 'a@b.example'));
    expect(ring.fingerprint).toBe(old.fingerprint);
  });
});

describe('keyedHash', () => {
  test('is different for another purpose, text or installation', () => {
    const secrets = newSecrets();
    const ring = createKeyRing(secrets);
    const hash = ring.keyedHash('one', 'text');
    expect(hash).toHaveLength(32);
    expect(ring.keyedHash('two', 'text')).not.toEqual(hash);
    expect(ring.keyedHash('one', 'Text')).not.toEqual(hash);
    expect(createKeyRing(newSecrets()).keyedHash('one', 'text')).not.toEqual(hash);
  });
});

describe('fingerprint', () => {
  test('tells another root or pepper apart and holds none of the secrets', () => {
    const secrets = newSecrets();
    const { fingerprint } = createKeyRing(secrets);
    const other = newSecrets();
    const { pepper: _, ...withoutPepper } = secrets;
    const fingerprints = [
      fingerprint,
      createKeyRing({ ...secrets, root: other.root }).fingerprint,
      createKeyRing({ ...secrets, pepper: other.pepper }).fingerprint,
      createKeyRing(withoutPepper).fingerprint,
    ];
    expect(new Set(fingerprints).size).toBe(4);
    expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
    for (const secret of [secrets.root, ...secrets.keys.map((key) => key.secret)]) {
      expect(Buffer.from(secret, 'base64').toString('hex')).not.toContain(fingerprint);
    }
  });
});
