import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type CborMap, type CborValue, readWholeCbor } from './cbor.ts';
import { CeremonyFailed } from './ceremony.ts';

/** PK-8: ES256, Ed25519, RS256, in the order we like them. What was not offered is not taken. */
export const ALGORITHMS = [-7, -8, -257] as const;
type Algorithm = (typeof ALGORITHMS)[number];

export interface PublicKey {
  algorithm: Algorithm;
  key: KeyObject;
}

const KTY = 1;
const ALG = 3;
const [OKP, EC2, RSA] = [1, 2, 3];
const [P256, ED25519] = [1, 6];
const FEWEST_RSA_BYTES = 256;
const MOST_RSA_BYTES = 1024;

/**
 * A COSE key (WA §5.8.5): no member but those of its kind, the curve of its algorithm, coordinates of full length, a point
 * on the curve. Throws CeremonyFailed.
 */
export function readPublicKey(cose: Buffer): PublicKey {
  const map = readWholeCbor(cose);
  check(map instanceof Map);
  const algorithm = ALGORITHMS.find((known) => known === map.get(ALG));
  if (algorithm === undefined) throw new CeremonyFailed('algorithm');
  return { algorithm, key: importKey(jwkOf(algorithm, map)) };
}

/** WA §7.1 step 20, §7.2 step 21. */
export function isSignedBy({ algorithm, key }: PublicKey, data: Buffer, signature: Buffer): boolean {
  return verify(algorithm === -8 ? null : 'sha256', data, key, signature);
}

function jwkOf(algorithm: Algorithm, map: CborMap): Record<string, string> {
  switch (algorithm) {
    case -7:
      checkMembers(map, [KTY, ALG, -1, -2, -3]);
      check(map.get(KTY) === EC2 && map.get(-1) === P256);
      return { kty: 'EC', crv: 'P-256', x: bytes(map.get(-2), 32, 32), y: bytes(map.get(-3), 32, 32) };
    case -8:
      checkMembers(map, [KTY, ALG, -1, -2]);
      check(map.get(KTY) === OKP && map.get(-1) === ED25519);
      return { kty: 'OKP', crv: 'Ed25519', x: bytes(map.get(-2), 32, 32) };
    case -257:
      checkMembers(map, [KTY, ALG, -1, -2]);
      check(map.get(KTY) === RSA);
      return { kty: 'RSA', n: bytes(map.get(-1), FEWEST_RSA_BYTES, MOST_RSA_BYTES), e: bytes(map.get(-2), 3, 4) };
  }
}

function checkMembers(map: CborMap, members: readonly number[]): void {
  check(map.size === members.length && members.every((member) => map.has(member)));
}

function check(holds: boolean): asserts holds {
  if (!holds) throw new CeremonyFailed('public-key');
}

function bytes(value: CborValue | undefined, fewest: number, most: number): string {
  check(value instanceof Buffer && value.length >= fewest && value.length <= most);
  return value.toString('base64url');
}

/** OpenSSL refuses a point that is not on its curve. */
function importKey(jwk: Record<string, string>): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch (error) {
    throw new CeremonyFailed('public-key', error);
  }
}
