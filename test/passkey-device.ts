import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { must } from './authenticator-app.ts';
import type { House } from './house.ts';
import type { Answer, Visitor } from './visitor.ts';

/**
 * An authenticator and its browser as a program, written against the specification and not against our code, so that each
 * part of what it sends can be bent (WA §5.8.1, §6.1, §6.5).
 */
export interface Passkey {
  id: Buffer;
  rpId: string;
  userHandle: string;
  key: KeyObject;
  algorithm: -7 | -8 | -257;
  counter: number;
  backupEligible: boolean;
  backedUp: boolean;
}

/** What an honest pair would not do; each alone. */
export interface Bent {
  type?: string;
  challenge?: string;
  origin?: string;
  crossOrigin?: boolean;
  topOrigin?: string;
  extra?: object;
  byteOrderMark?: boolean;
  rpId?: string;
  userPresent?: boolean;
  userVerified?: boolean;
  backupEligible?: boolean;
  backedUp?: boolean;
  counter?: number;
  /** Behind everything that belongs there. */
  trailing?: Buffer;
  userHandle?: string | null;
  signature?: (signature: Buffer) => Buffer;
  id?: Buffer;
  /** What is signed, in place of `id`. */
  signedId?: Buffer;
  /** Nothing was made, though something was asked for. */
  attested?: false;
  /** CBOR of what the authenticator adds, with its flag. */
  extensionData?: Buffer;
  /** In place of the COSE key. */
  coseKey?: Buffer;
  format?: string;
  statement?: Buffer;
  aaguid?: Buffer;
  transports?: string[];
  attachment?: 'platform' | 'cross-platform';
  algorithm?: -7 | -8 | -257;
  extensions?: object;
}

const ORIGIN = 'http://localhost:3000';
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const base64url = (data: Buffer) => data.toString('base64url');

/** CBOR (RFC 8949) of what is needed here. */
export function cbor(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  if (value instanceof Map) {
    return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])]);
  }
  throw new TypeError('not needed here');
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  const long = Buffer.from([(major << 5) | 25, 0, 0]);
  long.writeUInt16BE(count, 1);
  return long;
}

export function coseOf(key: KeyObject, algorithm: number): Buffer {
  const jwk = key.export({ format: 'jwk' });
  const part = (name: 'x' | 'y' | 'n' | 'e') => Buffer.from(jwk[name] ?? '', 'base64url');
  const maps: Record<number, [number, number | Buffer][]> = {
    [-7]: [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, part('x')],
      [-3, part('y')],
    ],
    [-8]: [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, part('x')],
    ],
    [-257]: [
      [1, 3],
      [3, -257],
      [-1, part('n')],
      [-2, part('e')],
    ],
  };
  return cbor(new Map(maps[algorithm]));
}

function newKey(algorithm: number): KeyObject {
  if (algorithm === -8) return generateKeyPairSync('ed25519').privateKey;
  if (algorithm === -257) return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function signedBy(key: KeyObject, algorithm: number, data: Buffer): Buffer {
  return sign(algorithm === -8 ? null : 'sha256', data, key);
}

function clientData(type: string, challenge: string, bent: Bent): Buffer {
  const text = JSON.stringify({
    type: bent.type ?? type,
    challenge: bent.challenge ?? challenge,
    origin: bent.origin ?? ORIGIN,
    crossOrigin: bent.crossOrigin ?? false,
    ...(bent.topOrigin === undefined ? {} : { topOrigin: bent.topOrigin }),
    ...bent.extra,
  });
  return Buffer.from(bent.byteOrderMark ? `\ufeff${text}` : text);
}

function authenticatorData(state: {
  rpId: string;
  counter: number;
  userPresent: boolean;
  userVerified: boolean;
  backupEligible: boolean;
  backedUp: boolean;
  attested?: Buffer | undefined;
  extensionData?: Buffer | undefined;
}): Buffer {
  const { userPresent, userVerified, backupEligible, backedUp, attested, extensionData } = state;
  const flags =
    (userPresent ? 1 : 0) |
    (userVerified ? 4 : 0) |
    (backupEligible ? 8 : 0) |
    (backedUp ? 16 : 0) |
    (attested ? 64 : 0) |
    (extensionData ? 128 : 0);
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(state.counter);
  const nothing = Buffer.alloc(0);
  return Buffer.concat([
    sha256(state.rpId),
    Buffer.from([flags]),
    counter,
    attested ?? nothing,
    extensionData ?? nothing,
  ]);
}

interface CreationOptions {
  challenge: string;
  rp: { id: string };
  user: { id: string };
}

/** Answers options for a new passkey. */
export function create(
  options: CreationOptions,
  bent: Bent = {},
): { passkey: Passkey; credential: Record<string, unknown> } {
  const algorithm = bent.algorithm ?? -7;
  const key = newKey(algorithm);
  const id = bent.id ?? randomBytes(32);
  const signedId = bent.signedId ?? id;
  const length = Buffer.alloc(2);
  length.writeUInt16BE(signedId.length);
  const coseKey = bent.coseKey ?? coseOf(key, algorithm);
  const state = {
    rpId: bent.rpId ?? options.rp.id,
    counter: bent.counter ?? 0,
    userPresent: bent.userPresent ?? true,
    userVerified: bent.userVerified ?? true,
    backupEligible: bent.backupEligible ?? true,
    backedUp: bent.backedUp ?? bent.backupEligible ?? true,
  };
  const attested = Buffer.concat([bent.aaguid ?? Buffer.alloc(16), length, signedId, coseKey]);
  const { extensionData } = bent;
  const data = Buffer.concat([
    authenticatorData({ ...state, extensionData, attested: bent.attested === false ? undefined : attested }),
    bent.trailing ?? Buffer.alloc(0),
  ]);
  const client = clientData('webauthn.create', options.challenge, bent);
  const signature = signedBy(key, algorithm, Buffer.concat([data, sha256(client)]));
  const selfStatement = cbor(
    new Map<string, unknown>([
      ['alg', algorithm],
      ['sig', bent.signature ? bent.signature(signature) : signature],
    ]),
  );
  const statement = bent.statement ?? (bent.format === 'packed' ? selfStatement : cbor(new Map()));
  const object = Buffer.concat([
    Buffer.from([0xa3]),
    ...[cbor('fmt'), cbor(bent.format ?? 'none'), cbor('attStmt'), statement, cbor('authData'), cbor(data)],
  ]);
  const credential = {
    id: base64url(id),
    rawId: base64url(id),
    type: 'public-key',
    authenticatorAttachment: bent.attachment ?? 'platform',
    clientExtensionResults: bent.extensions ?? { credProps: { rk: true } },
    response: {
      clientDataJSON: base64url(client),
      attestationObject: base64url(object),
      transports: bent.transports ?? ['internal', 'hybrid'],
    },
  };
  const { backupEligible, backedUp, counter, rpId } = state;
  return {
    credential,
    passkey: { id, rpId, userHandle: options.user.id, key, algorithm, counter, backupEligible, backedUp },
  };
}

/** Answers a request for a passkey. */
export function answer(options: { challenge: string; rpId: string }, passkey: Passkey, bent: Bent = {}) {
  const data = Buffer.concat([
    authenticatorData({
      rpId: bent.rpId ?? passkey.rpId,
      counter: bent.counter ?? passkey.counter,
      userPresent: bent.userPresent ?? true,
      userVerified: bent.userVerified ?? true,
      backupEligible: bent.backupEligible ?? passkey.backupEligible,
      backedUp: bent.backedUp ?? passkey.backedUp,
      extensionData: bent.extensionData,
    }),
    bent.trailing ?? Buffer.alloc(0),
  ]);
  const client = clientData('webauthn.get', options.challenge, bent);
  const signature = signedBy(passkey.key, passkey.algorithm, Buffer.concat([data, sha256(client)]));
  const userHandle = bent.userHandle === undefined ? passkey.userHandle : bent.userHandle;
  const id = base64url(bent.id ?? passkey.id);
  return {
    id,
    rawId: id,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: bent.extensions ?? {},
    response: {
      clientDataJSON: base64url(client),
      authenticatorData: base64url(data),
      signature: base64url(bent.signature ? bent.signature(signature) : signature),
      ...(userHandle === null ? {} : { userHandle }),
    },
  };
}

/** A copy that could sign elsewhere. */
export function copyOf(passkey: Passkey): Passkey {
  return { ...passkey, key: createPrivateKey(passkey.key.export({ format: 'pem', type: 'pkcs8' })) };
}

/** Adds a passkey in the visitor's session, which must be freshly proven. */
export async function addPasskey(visitor: Visitor, bent: Bent = {}, name?: string): Promise<Passkey & { row: string }> {
  const body = name === undefined ? {} : { name };
  const options = must(200, await visitor.post('/security/passkeys/options', body)).json;
  const { passkey, credential } = create(options, bent);
  const added = must(201, await visitor.post('/security/passkeys', credential));
  return { ...passkey, row: added.json.id };
}

/** Somebody who signed in with the password and then added a passkey. */
export async function customerWithPasskey(house: House, bent: Bent = {}) {
  const visitor = await house.customer();
  must(200, await visitor.signIn());
  return { visitor, passkey: await addPasskey(visitor, bent) };
}

export async function signInWithPasskey(
  visitor: Visitor,
  passkey: Passkey,
  bent: Bent = {},
  body: object = {},
): Promise<Answer> {
  const options = must(200, await visitor.post('/sign-in/passkey/options', body)).json;
  return visitor.post('/sign-in/passkey', answer(options, passkey, bent));
}

export async function stepUpWithPasskey(visitor: Visitor, passkey: Passkey, bent: Bent = {}): Promise<Answer> {
  const options = must(200, await visitor.post('/step-up/passkey/options')).json;
  return visitor.post('/step-up', { method: 'passkey', credential: answer(options, passkey, bent) });
}
