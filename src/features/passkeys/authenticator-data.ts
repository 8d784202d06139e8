import { readCbor } from './cbor.ts';
import { CeremonyFailed } from './ceremony.ts';

export interface AuthenticatorData {
  rpIdHash: Buffer;
  userPresent: boolean;
  userVerified: boolean;
  backupEligible: boolean;
  backedUp: boolean;
  counter: number;
  /** What was made; only in a registration. */
  attested: { aaguid: Buffer; credentialId: Buffer; publicKey: Buffer } | null;
}

const FLAG = { up: 0x01, uv: 0x04, be: 0x08, bs: 0x10, at: 0x40, ed: 0x80 } as const;
const HEAD_BYTES = 37;
const AAGUID_BYTES = 16;

/** WA §6.1: read to its last byte; what does not belong there is refused. */
export function readAuthenticatorData(bytes: Buffer): AuthenticatorData {
  if (bytes.length < HEAD_BYTES) throw new CeremonyFailed('malformed');
  const flags = bytes.readUInt8(32);
  const has = (flag: number) => (flags & flag) !== 0;
  const { attested, end } = has(FLAG.at) ? readAttested(bytes) : { attested: null, end: HEAD_BYTES };
  const last = has(FLAG.ed) ? readCbor(bytes, end).end : end;
  if (last !== bytes.length) throw new CeremonyFailed('malformed');
  // PK-7: nothing is backed up that cannot be.
  if (has(FLAG.bs) && !has(FLAG.be)) throw new CeremonyFailed('backup-flags');
  return {
    rpIdHash: bytes.subarray(0, 32),
    userPresent: has(FLAG.up),
    userVerified: has(FLAG.uv),
    backupEligible: has(FLAG.be),
    backedUp: has(FLAG.bs),
    counter: bytes.readUInt32BE(33),
    attested,
  };
}

function readAttested(bytes: Buffer) {
  const idStart = HEAD_BYTES + AAGUID_BYTES + 2;
  if (bytes.length < idStart) throw new CeremonyFailed('malformed');
  const keyStart = idStart + bytes.readUInt16BE(idStart - 2);
  if (bytes.length <= keyStart) throw new CeremonyFailed('malformed');
  const { end } = readCbor(bytes, keyStart);
  const attested = {
    aaguid: bytes.subarray(HEAD_BYTES, HEAD_BYTES + AAGUID_BYTES),
    credentialId: bytes.subarray(idStart, keyStart),
    publicKey: bytes.subarray(keyStart, end),
  };
  return { attested, end };
}
