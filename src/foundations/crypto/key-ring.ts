import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { hkdf } from './hkdf.ts';
import { additionalData, NONCE_BYTES, packSealed, SealError, TAG_BYTES, unpackSealed } from './sealed.ts';
import { parseSecrets, SECRET_BYTES, type Secrets } from './secrets.ts';

/** All cryptography with long-lived keys. A purpose is a constant of the code, such as `two-factor.totp-secret`. */
export interface KeyRing {
  /**
   * The same for every node that shares root and pepper, whichever keys it has: a rotation under way does not
   * change it. Tells nothing about them. The database keeps it, so that a node with another ring stops.
   */
  readonly fingerprint: string;
  /**
   * Names the sealing keys and which of them is the current one: the same for nodes that read the same file, another
   * one while a rotation is under way. Made of ids alone, so it may be shown.
   */
  readonly label: string;
  /** The id of the key that seals. */
  readonly current: string;
  /** The ids of all keys that open, oldest first. */
  readonly keyIds: readonly string[];
  /** Mixed into password hashes (PW-12), or null when this installation has none. */
  readonly pepper: Buffer | null;
  /** AES-256-GCM under the current key, bound to purpose and row: elsewhere it will not open (CR-2). */
  seal(purpose: string, row: string, plaintext: string): Buffer;
  /** Opens with whichever key sealed. Throws a SealError when moved, altered, malformed or its key is unknown. */
  open(purpose: string, row: string, sealed: Buffer): string;
  /** Whether a rotation still has to seal this anew under the current key. */
  isOutdated(sealed: Buffer): boolean;
  /** The id of the key that sealed this. Throws a SealError when it is malformed. */
  keyIdOf(sealed: Buffer): string;
  /** HMAC-SHA-256 under a key of this purpose alone. Stays the same over rotations: to look things up by. */
  keyedHash(purpose: string, text: string): Buffer;
}

const CIPHER = 'aes-256-gcm';

/** Refuses secrets that `parseSecrets` refuses. */
export function createKeyRing(secrets: Secrets): KeyRing {
  const { current, keys, root, pepper } = parseSecrets(secrets);
  const rootBytes = Buffer.from(root, 'base64');
  const pepperBytes = pepper === undefined ? null : Buffer.from(pepper, 'base64');
  const sealKeys = new Map(keys.map((key) => [key.id, derived(Buffer.from(key.secret, 'base64'), 'seal')]));
  const keyIds = keys.map(({ id }) => id);
  const hashKey = derived(rootBytes, 'keyed-hash');

  function sealKey(id: string, purpose: string): KeyObject {
    const key = sealKeys.get(id);
    if (!key) throw new SealError('unknown-key');
    return key(purpose);
  }

  return {
    fingerprint: hkdf(rootBytes, 'gatehouse/fingerprint', 16, pepperBytes ?? undefined).toString('hex'),
    label: createHash('sha256')
      .update(JSON.stringify([current, keyIds]))
      .digest('hex')
      .slice(0, 12),
    current,
    keyIds,
    pepper: pepperBytes,
    seal(purpose, row, plaintext) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealKey(current, purpose), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(additionalData(current, purpose, row));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      return packSealed({ keyId: current, nonce, tag: cipher.getAuthTag(), ciphertext });
    },
    open(purpose, row, sealed) {
      const { keyId, nonce, tag, ciphertext } = unpackSealed(sealed);
      const decipher = createDecipheriv(CIPHER, sealKey(keyId, purpose), nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(additionalData(keyId, purpose, row)).setAuthTag(tag);
      const plaintext = decipher.update(ciphertext);
      try {
        return Buffer.concat([plaintext, decipher.final()]).toString('utf8');
      } catch {
        throw new SealError('moved-or-altered');
      }
    },
    isOutdated: (sealed) => unpackSealed(sealed).keyId !== current,
    keyIdOf: (sealed) => unpackSealed(sealed).keyId,
    keyedHash: (purpose, text) => createHmac('sha256', hashKey(purpose)).update(text, 'utf8').digest(),
  };
}

/**
 * One key per purpose, derived once and kept: purposes are few, since they are constants of the code. As key objects, which a cipher
 * takes at a fraction of what bytes cost it.
 */
function derived(secret: Buffer, use: string): (purpose: string) => KeyObject {
  const kept = new Map<string, KeyObject>();
  return (purpose) => {
    const key = kept.get(purpose) ?? createSecretKey(hkdf(secret, `gatehouse/${use}/${purpose}`, SECRET_BYTES));
    kept.set(purpose, key);
    return key;
  };
}
