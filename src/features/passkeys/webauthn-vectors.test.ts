import { createHash, createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readAuthenticatorData } from './authenticator-data.ts';
import { readWholeCbor } from './cbor.ts';
import { CeremonyFailed } from './ceremony.ts';
import type { AssertionCredential, RegistrationCredential } from './credential.ts';
import vectors from './testing/webauthn-vectors.json' with { type: 'json' };
import { verifyAssertion } from './verify-assertion.ts';
import { verifyRegistration } from './verify-registration.ts';

/* The vectors of Web Authentication Level 3, section 16. Several lack user verification; all counters are 0. */

const RP = { rpId: 'example.org', origins: ['https://example.org'], topOrigins: [] };
/** The operator of the vectors listed the page around the frame (PK-4). */
const FRAMED = { ...RP, topOrigins: ['https://example.com'] };

/** Why we refuse a registration that the specification shows, by our policy; absent: it passes. */
const REFUSED: Record<string, string> = {
  '16.4': 'cross-origin',
  '16.5': 'cross-origin',
  '16.7': 'attestation',
  '16.8': 'algorithm',
  '16.9': 'algorithm',
  '16.10': 'attestation',
  '16.11': 'attestation',
  '16.12': 'algorithm',
  '16.13': 'attestation',
  '16.14': 'attestation',
  '16.15': 'attestation',
  '16.16': 'attestation',
};

function authenticatorOf({ registration }: (typeof vectors)[number]) {
  const object = readWholeCbor(Buffer.from(registration.attestationObject, 'base64url'));
  const bytes = object instanceof Map ? object.get('authData') : null;
  const data = bytes instanceof Buffer ? readAuthenticatorData(bytes) : null;
  if (!data?.attested) throw new Error('no credential in the vector');
  const { credentialId, publicKey } = data.attested;
  return { id: credentialId.toString('base64url'), publicKey, backupEligible: data.backupEligible };
}

function faultOf(run: () => unknown): string {
  try {
    run();
    return 'passed';
  } catch (error) {
    if (error instanceof CeremonyFailed) return error.fault;
    throw error;
  }
}

test('there are fifteen, one with an id of 1023 bytes', () => {
  expect(vectors.length).toBe(15);
  expect(vectors.map((vector) => Buffer.from(authenticatorOf(vector).id, 'base64url').length)).toContain(1023);
});

describe.each(vectors.map((vector) => [`§${vector.section} ${vector.name}`, vector] as const))(
  '%s',
  (_name, vector) => {
    const refused = REFUSED[vector.section];
    const { id, ...stored } = authenticatorOf(vector);
    const { challenge, ...response } = vector.registration;
    const created: RegistrationCredential = { id, rawId: id, type: 'public-key', response };
    const register = (expected: object) =>
      faultOf(() => verifyRegistration(created, { ...RP, challenge, ...expected }));

    test(`registration: ${refused ?? 'passes'}`, () => {
      expect(register({})).toBe(refused ?? 'passed');
    });

    test('registration: nothing passes with another challenge, origin or domain', () => {
      expect(register({ challenge: vector.authentication.challenge })).toBe('challenge');
      for (const origin of [
        'https://example.org:444',
        'http://example.org',
        'https://example.org.',
        'https://a.example.org',
      ]) {
        expect(register({ origins: [origin] })).toBe('origin');
      }
      expect(register({ rpId: 'example.com' })).toBe(refused === 'cross-origin' ? refused : 'rp-id');
    });

    const { challenge: asked, ...assertion } = vector.authentication;
    const given: AssertionCredential = { id, rawId: id, type: 'public-key', response: assertion };
    const authenticate = (credential: AssertionCredential, rp = refused === 'cross-origin' ? FRAMED : RP) =>
      faultOf(() => verifyAssertion(credential, stored, { ...rp, challenge: asked }));

    if (refused === 'cross-origin') {
      test('in a frame: refused by default and by another top, taken when its top was listed (PK-4)', () => {
        expect(register(FRAMED)).toBe('passed');
        expect(authenticate(given)).toBe('passed');
        expect(authenticate(given, RP)).toBe('cross-origin');
        // Only §16.5 names its top: of the other nothing more is known.
        const others = [
          'https://example.com:444',
          'http://example.com',
          'https://a.example.com',
          'https://example.org',
        ];
        const elsewhere = { ...RP, topOrigins: others };
        const expected = vector.section === '16.5' ? 'cross-origin' : 'passed';
        expect([register(elsewhere), authenticate(given, elsewhere)]).toEqual([expected, expected]);
      });
    }

    if (refused === 'algorithm') {
      test('authentication: of a key that we never take', () => {
        expect(authenticate(given)).toBe('algorithm');
      });
    } else {
      test('authentication: the signature holds, and with any flipped byte it does not', () => {
        expect(authenticate(given)).toBe('passed');
        for (const member of ['signature', 'authenticatorData', 'clientDataJSON'] as const) {
          const bytes = Buffer.from(assertion[member], 'base64url');
          for (let place = 0; place < bytes.length; place++) {
            const changed = { ...assertion, [member]: flipped(bytes, place).toString('base64url') };
            expect(authenticate({ ...given, response: changed }), `${member} ${place}`).not.toBe('passed');
          }
        }
      });
    }
  },
);

/** The signature alone, without our reader of keys: also of the algorithms that we do not take. By COSE number (RFC 9053). */
const CURVES: Record<number, { kty: string; crv: string; digest: string | null }> = {
  [-7]: { kty: 'EC', crv: 'P-256', digest: 'sha256' },
  [-35]: { kty: 'EC', crv: 'P-384', digest: 'sha384' },
  [-36]: { kty: 'EC', crv: 'P-521', digest: 'sha512' },
  [-8]: { kty: 'OKP', crv: 'Ed25519', digest: null },
  [-53]: { kty: 'OKP', crv: 'Ed448', digest: null },
};

function keyOf(cose: Buffer): { key: KeyObject; digest: string | null } {
  const map = readWholeCbor(cose);
  if (!(map instanceof Map)) throw new Error('no key');
  const part = (label: number) => {
    const value = map.get(label);
    return value instanceof Buffer ? value.toString('base64url') : '';
  };
  const jwkKey = (jwk: Record<string, string>) => createPublicKey({ key: jwk, format: 'jwk' });
  const algorithm = Number(map.get(3));
  if (algorithm === -257) return { key: jwkKey({ kty: 'RSA', n: part(-1), e: part(-2) }), digest: 'sha256' };
  const curve = CURVES[algorithm];
  if (curve === undefined) throw new Error(`algorithm ${algorithm}`);
  const { kty, crv, digest } = curve;
  const y: Record<string, string> = kty === 'EC' ? { y: part(-3) } : {};
  return { key: jwkKey({ kty, crv, x: part(-2), ...y }), digest };
}

test.each(vectors.map((vector) => [`§${vector.section} ${vector.name}`, vector] as const))(
  '%s: its assertion is signed by its key, and no flipped byte is (PK-12)',
  (_name, vector) => {
    const { key, digest } = keyOf(authenticatorOf(vector).publicKey);
    const { authenticatorData, clientDataJSON, signature } = vector.authentication;
    const bytes = (text: string) => Buffer.from(text, 'base64url');
    const signed = Buffer.concat([
      bytes(authenticatorData),
      createHash('sha256').update(bytes(clientDataJSON)).digest(),
    ]);
    const isSigned = (data: Buffer, by: Buffer) => verifySignature(digest, data, key, by);
    expect(isSigned(signed, bytes(signature))).toBe(true);
    for (let place = 0; place < signed.length; place++) {
      expect(isSigned(flipped(signed, place), bytes(signature)), `signed ${place}`).toBe(false);
    }
    for (let place = 0; place < bytes(signature).length; place++) {
      expect(isSigned(signed, flipped(bytes(signature), place)), `signature ${place}`).toBe(false);
    }
  },
);

test('they are of every kind of key that the section shows', () => {
  const kinds = vectors.map((vector) => {
    const { asymmetricKeyType, asymmetricKeyDetails } = keyOf(authenticatorOf(vector).publicKey).key;
    return `${asymmetricKeyType} ${asymmetricKeyDetails?.namedCurve ?? ''}`.trim();
  });
  expect([...new Set(kinds)].sort()).toEqual([
    'ec prime256v1',
    'ec secp384r1',
    'ec secp521r1',
    'ed25519',
    'ed448',
    'rsa',
  ]);
});

function flipped(bytes: Buffer, place: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[place] = (changed[place] ?? 0) ^ 1;
  return changed;
}
