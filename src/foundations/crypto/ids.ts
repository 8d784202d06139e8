import { randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_BYTES = 16;
/** Random bytes are fetched for many ids at once: asking the system costs more than the rest of a short request. */
const IDS_PER_FETCH = 256;
let fetched = randomBytes(ID_BYTES * IDS_PER_FETCH);
let used = 0;

/**
 * A name for a row: the prefix, an underscore and 128 random bits as 26 characters of lower-case base32.
 * An id is not a secret: it may be shown and logged, and it opens nothing.
 */
export function newId(prefix: string): string {
  return `${prefix}_${base32(nextBytes())}`;
}

function nextBytes(): Uint8Array {
  if (used === fetched.length) {
    fetched = randomBytes(fetched.length);
    used = 0;
  }
  used += ID_BYTES;
  return fetched.subarray(used - ID_BYTES, used);
}

/** RFC 4648 §6 without padding, in lower case. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    heldBits += 8;
    while (heldBits >= 5) {
      heldBits -= 5;
      text += ALPHABET.charAt((held >> heldBits) & 31);
    }
    held &= (1 << heldBits) - 1;
  }
  return heldBits > 0 ? text + ALPHABET.charAt((held << (5 - heldBits)) & 31) : text;
}
