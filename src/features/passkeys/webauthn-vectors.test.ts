import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readAuthenticatorData } from './authenticator-data.ts';
import { readWholeCbor } from './cbor.ts';
import { CeremonyFailed } from './ceremony.ts';
import type { AssertionCredential, RegistrationCredential } from './credential.ts';
import vectors from './testing/webauthn-vectors.json' with { type: 'json' };
import { verifyAssertion } from './verify-assertion.ts';
import { verifyRegistration } from './verify-registration.ts';

/* The vectors of Web Authentication Level 3, section 16. Several lack user verification; all counters are 0. */

const RP = { rpId: 'example.org', origins: ['https://example.org'] };

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
    const authenticate = (credential: AssertionCredential) =>
      faultOf(() => verifyAssertion(credential, stored, { ...RP, challenge: asked }));

    if (refused === 'algorithm') {
      test('authentication: of a key that we never take', () => {
        expect(authenticate(given)).toBe('algorithm');
      });
    } else {
      test('authentication: the signature holds, and with any flipped byte it does not', () => {
        if (refused === 'cross-origin') return expect(authenticate(given)).toBe('cross-origin');
        expect(authenticate(given)).toBe('passed');
        for (const member of ['signature', 'authenticatorData', 'clientDataJSON'] as const) {
          const bytes = Buffer.from(assertion[member], 'base64url');
          for (let place = 0; place < bytes.length; place++) {
            const flipped = Buffer.from(bytes);
            flipped[place] = (flipped[place] ?? 0) ^ 1;
            const changed = { ...assertion, [member]: flipped.toString('base64url') };
            expect(authenticate({ ...given, response: changed }), `${member} ${place}`).not.toBe('passed');
          }
        }
      });
    }
  },
);

test('§16.4 and §16.5 fail for their frame alone: their signatures hold', () => {
  for (const vector of vectors.filter(({ section }) => REFUSED[section] === 'cross-origin')) {
    const { publicKey } = authenticatorOf(vector);
    const map = readWholeCbor(publicKey);
    if (!(map instanceof Map)) throw new Error('no key');
    const coordinate = (label: number) => (map.get(label) as Buffer).toString('base64url');
    const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(-2), y: coordinate(-3) };
    const { authenticatorData, clientDataJSON, signature } = vector.authentication;
    const bytes = (text: string) => Buffer.from(text, 'base64url');
    const signed = Buffer.concat([
      bytes(authenticatorData),
      createHash('sha256').update(bytes(clientDataJSON)).digest(),
    ]);
    expect(verifySignature('sha256', signed, createPublicKey({ key: jwk, format: 'jwk' }), bytes(signature))).toBe(
      true,
    );
  }
});
