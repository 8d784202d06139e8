import { createHash } from 'node:crypto';
import { readAuthenticatorData } from './authenticator-data.ts';
import { CeremonyFailed } from './ceremony.ts';
import { checkClientData, type Expected } from './client-data.ts';
import type { AssertionCredential } from './credential.ts';
import { isSignedBy, readPublicKey } from './public-key.ts';
import { checkAuthenticatorData } from './verify-registration.ts';

export interface VerifiedAssertion {
  userVerified: boolean;
  backedUp: boolean;
  counter: number;
}

/**
 * WebAuthn §7.2 from step 10 on, against one stored credential. Throws CeremonyFailed with the step that failed. The counter
 * is only read: going back is a signal, not a refusal (PK-13).
 */
export function verifyAssertion(
  credential: AssertionCredential,
  stored: { publicKey: Buffer; backupEligible: boolean },
  expected: Expected,
): VerifiedAssertion {
  const { clientDataJSON, authenticatorData, signature } = credential.response;
  const clientData = Buffer.from(clientDataJSON, 'base64url');
  checkClientData(clientData, 'webauthn.get', expected);
  const bytes = Buffer.from(authenticatorData, 'base64url');
  const data = readAuthenticatorData(bytes);
  checkAuthenticatorData(data, expected.rpId);
  // PK-7: what kind of credential it is never changes; whether it is synced may.
  if (data.backupEligible !== stored.backupEligible) throw new CeremonyFailed('backup-flags');
  const signed = Buffer.concat([bytes, createHash('sha256').update(clientData).digest()]);
  if (!isSignedBy(readPublicKey(stored.publicKey), signed, Buffer.from(signature, 'base64url'))) {
    throw new CeremonyFailed('signature');
  }
  const { userVerified, backedUp, counter } = data;
  return { userVerified, backedUp, counter };
}
