/** Sealed bytes: format 1, length of the key's id, the id, nonce, tag, ciphertext. */
export interface Sealed {
  readonly keyId: string;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly ciphertext: Buffer;
}

/** Why sealed bytes were not opened. Never tells what is in them. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly reason: 'malformed' | 'unknown-key' | 'moved-or-altered';

  constructor(reason: SealError['reason']) {
    super(`sealed value not opened: ${reason}`);
    this.reason = reason;
  }
}

const FORMAT = 1;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

export function packSealed({ keyId, nonce, tag, ciphertext }: Sealed): Buffer {
  return Buffer.concat([headOf(keyId), nonce, tag, ciphertext]);
}

export function unpackSealed(bytes: Buffer): Sealed {
  const idLength = bytes[1];
  if (bytes[0] !== FORMAT || !idLength) throw new SealError('malformed');
  const nonceAt = 2 + idLength;
  const tagAt = nonceAt + NONCE_BYTES;
  const ciphertextAt = tagAt + TAG_BYTES;
  if (bytes.length < ciphertextAt) throw new SealError('malformed');
  return {
    keyId: bytes.toString('latin1', 2, nonceAt),
    nonce: bytes.subarray(nonceAt, tagAt),
    tag: bytes.subarray(tagAt, ciphertextAt),
    ciphertext: bytes.subarray(ciphertextAt),
  };
}

/** What is authenticated beside the ciphertext: format, key, purpose and row, each with its length, so none can pass for another (CR-2). */
export function additionalData(keyId: string, purpose: string, row: string): Buffer {
  return Buffer.concat([headOf(keyId), withLength(purpose), withLength(row)]);
}

function headOf(keyId: string): Buffer {
  const id = Buffer.from(keyId, 'latin1');
  return Buffer.concat([Buffer.from([FORMAT, id.length]), id]);
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
