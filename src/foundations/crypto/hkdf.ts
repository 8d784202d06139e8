import { hkdfSync } from 'node:crypto';

const NO_SALT = new Uint8Array(0);

/** HKDF-SHA-256 (RFC 5869): `length` bytes that tell nothing about `secret` nor about those of another `info`. */
export function hkdf(
  secret: Uint8Array,
  info: string | Uint8Array,
  length: number,
  salt: Uint8Array = NO_SALT,
): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
