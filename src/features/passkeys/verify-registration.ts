import { createHash } from 'node:crypto';
import { type AuthenticatorData, readAuthenticatorData } from './authenticator-data.ts';
import { type CborMap, readWholeCbor } from './cbor.ts';
import { CeremonyFailed } from './ceremony.ts';
import { checkClientData, type Expected } from './client-data.ts';
import { MOST_CREDENTIAL_ID_BYTES, type RegistrationCredential, readCredentialId } from './credential.ts';
import { isSignedBy, type PublicKey, readPublicKey } from './public-key.ts';

export interface VerifiedRegistration {
  credentialId: Buffer;
  publicKey: Buffer;
  counter: number;
  userVerified: boolean;
  backupEligible: boolean;
  backedUp: boolean;
  aaguid: string;
  transports: string[];
  /** null: the client did not say. */
  platform: boolean | null;
  discoverable: boolean | null;
}

/**
 * WebAuthn §7.1. Throws CeremonyFailed with the step that failed. We ask for no attestation, so none and self-attestation
 * are taken and certificates are not (PK-9).
 */
export function verifyRegistration(credential: RegistrationCredential, expected: Expected): VerifiedRegistration {
  const { clientDataJSON, attestationObject, transports = [] } = credential.response;
  const clientData = Buffer.from(clientDataJSON, 'base64url');
  checkClientData(clientData, 'webauthn.create', expected);
  const { format, statement, bytes, data } = readAttestation(Buffer.from(attestationObject, 'base64url'));
  checkAuthenticatorData(data, expected.rpId);
  const { attested } = data;
  if (attested === null) throw new CeremonyFailed('malformed');
  if (attested.credentialId.length > MOST_CREDENTIAL_ID_BYTES) throw new CeremonyFailed('credential-id');
  if (!attested.credentialId.equals(readCredentialId(credential))) throw new CeremonyFailed('credential-id');
  const signed = Buffer.concat([bytes, createHash('sha256').update(clientData).digest()]);
  checkStatement(format, statement, readPublicKey(attested.publicKey), signed);
  const { authenticatorAttachment, clientExtensionResults } = credential;
  return {
    credentialId: attested.credentialId,
    publicKey: attested.publicKey,
    counter: data.counter,
    userVerified: data.userVerified,
    backupEligible: data.backupEligible,
    backedUp: data.backedUp,
    aaguid: uuidOf(attested.aaguid),
    transports: transports.filter((transport) => /^[a-z-]{1,32}$/.test(transport)),
    platform: authenticatorAttachment ? authenticatorAttachment === 'platform' : null,
    discoverable: clientExtensionResults?.credProps?.rk ?? null,
  };
}

/** PK-5: made for our domain, with somebody there. */
export function checkAuthenticatorData(data: AuthenticatorData, rpId: string): void {
  if (!data.rpIdHash.equals(createHash('sha256').update(rpId).digest())) throw new CeremonyFailed('rp-id');
  if (!data.userPresent) throw new CeremonyFailed('user-presence');
}

function readAttestation(object: Buffer) {
  const map = readWholeCbor(object);
  if (!(map instanceof Map)) throw new CeremonyFailed('malformed');
  const [format, statement, bytes] = [map.get('fmt'), map.get('attStmt'), map.get('authData')];
  if (typeof format !== 'string' || !(statement instanceof Map) || !(bytes instanceof Buffer)) {
    throw new CeremonyFailed('malformed');
  }
  return { format, statement, bytes, data: readAuthenticatorData(bytes) };
}

/** WA §8.7 and §8.2 without certificates: whatever else an authenticator vouches for was not asked. */
function checkStatement(format: string, statement: CborMap, key: PublicKey, signed: Buffer): void {
  if (format === 'none' && statement.size === 0) return;
  const [algorithm, signature] = [statement.get('alg'), statement.get('sig')];
  const isSelf = format === 'packed' && statement.size === 2 && algorithm === key.algorithm;
  if (!isSelf || !(signature instanceof Buffer) || !isSignedBy(key, signed, signature)) {
    throw new CeremonyFailed('attestation');
  }
}

function uuidOf(aaguid: Buffer): string {
  return aaguid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
