import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { customerWithPhone, enrolPhone, must } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { tokenIn } from '../../../test/link-in.ts';
import {
  addPasskey,
  answer,
  type Bent,
  cbor,
  coseOf,
  create,
  customerWithPasskey,
  type Passkey,
  signInWithPasskey,
  stepUpWithPasskey,
} from '../../../test/passkey-device.ts';
import { readTables } from '../../../test/read-tables.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { MINUTE } from '../../foundations/clock.ts';

/*
 * The attacker has what the network shows, a fake site in front of ours, a key that was found in the street, the password, a
 * stolen session or an authenticator of their own that says whatever they want. They want in as somebody else, or to stay in.
 */

const house = await openHouse({ keepLog: true });
const { clock } = house;

// Every visitor comes from the same few networks: each test begins with untouched budgets.
beforeEach(async () => {
  await house.database.pool.query('delete from rate_limits');
  clock.advance(MINUTE);
});

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await house.database.pool.query(sql, values)).rows as Row[];
const assuranceIn = async (visitor: Visitor) => (await visitor.get('/session')).json?.session?.assurance;
const isOut = async (visitor: Visitor) => (await visitor.get('/session')).status === 401;

function flip(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  return flipped;
}

/** What an honest device and browser never send; each alone must fail, at every ceremony. */
const FORGERIES: [string, Bent][] = [
  ['a type that is none (PK-2)', { type: 'webauthn.other' }],
  ['a challenge with one letter changed (PK-2)', { challenge: 'A'.repeat(43) }],
  ['another site (PK-3)', { origin: 'https://evil.localhost:3000' }],
  ['another port (PK-3)', { origin: 'http://localhost:3001' }],
  ['another scheme (PK-3)', { origin: 'https://localhost:3000' }],
  ['a host with a dot behind (PK-3)', { origin: 'http://localhost.:3000' }],
  ['a path behind the origin (PK-3)', { origin: 'http://localhost:3000/' }],
  ['a frame on another site (PK-4)', { crossOrigin: true }],
  ['a frame that names its top (PK-4)', { crossOrigin: true, topOrigin: 'https://evil.test' }],
  ['a top without a frame (PK-4)', { topOrigin: 'http://localhost:3000' }],
  ['another domain (PK-5)', { rpId: 'evil.test' }],
  ['nobody present (PK-5)', { userPresent: false }],
  ['a backup of what cannot be backed up (PK-7)', { backupEligible: false, backedUp: true }],
  ['bytes behind the authenticator’s data', { trailing: Buffer.from([0]) }],
];

/** As §9 and §10.3 have authenticators answer: a map by name, of what nobody asked for. */
const EXTENSION_DATA = cbor(
  new Map<string, unknown>([
    ['credProtect', 2],
    ['hmac-secret', randomBytes(32)],
    ['unheard', [1, 'two', new Map([['three', 3]])]],
  ]),
);

describe('a sign-in with a passkey', () => {
  test('opens an aal2 session without a name, with an honest answer alone', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const other = visitor.elsewhere();
    const opened = must(200, await signInWithPasskey(other, passkey));
    expect(opened.json).toEqual({ next: 'done' });
    expect((await other.get('/session')).json.session).toMatchObject({ assurance: 'aal2', methods: ['passkey'] });
    expect((await other.get('/session')).json.user.email).toBe(visitor.email);
  });

  test.each(FORGERIES)('fails with %s', async (_what, bent) => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const other = visitor.elsewhere();
    const refused = await signInWithPasskey(other, passkey, bent);
    expect([refused.status, refused.json.type]).toEqual([400, 'http://localhost:3000/problems/passkey-refused']);
    expect(other.cookies.has('session')).toBe(false);
    // The challenge is used up all the same; an honest answer to a new one passes.
    must(200, await signInWithPasskey(other, passkey));
  });

  test.each<[string, Bent]>([
    ['the type of a registration (PK-2)', { type: 'webauthn.create' }],
    ['a flipped bit in the signature (PK-12)', { signature: flip }],
    ['another key’s signature', { signature: () => randomBytes(70) }],
    ['an empty user handle (PK-10)', { userHandle: null }],
    ['another user handle (PK-10)', { userHandle: randomBytes(64).toString('base64url') }],
    ['a kind of credential that it was not (PK-7)', { backupEligible: false, backedUp: false }],
  ])('fails with %s', async (_what, bent) => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const other = visitor.elsewhere();
    expect((await signInWithPasskey(other, passkey, bent)).status).toBe(400);
    expect(await isOut(other)).toBe(true);
  });

  test('survives what later browsers add: members, extensions, a byte order mark (PK-2, PK-16)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    for (const bent of [
      { extra: { extraData: 'clientDataJSON may be extended', later: { a: 1 } } },
      { byteOrderMark: true },
      { extensions: { prf: { enabled: true }, credProps: { rk: 'yes' }, unheard: [1] } },
      { extensionData: EXTENSION_DATA },
    ]) {
      must(200, await signInWithPasskey(visitor.elsewhere(), passkey, bent));
    }
  });

  test('arrives by our own form too, with what was asked for beside it', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const other = visitor.elsewhere();
    const options = must(200, await other.post('/sign-in/passkey/options', { keep: true })).json;
    const credential = JSON.stringify(answer(options, passkey));
    const fields = { credential, next: '/security/sessions' };
    const opened = await other.form('/sign-in/passkey', fields);
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/security/sessions']);
    expect(opened.headers.getSetCookie().find((cookie) => cookie.startsWith('session='))).toMatch(/Max-Age=/);
    for (const wrong of ['', '{', '[]', '"x"', JSON.stringify({ id: 'A' })]) {
      const page = await other.elsewhere().form('/sign-in/passkey', { ...fields, credential: wrong });
      expect([page.status, page.text.includes('<h1')]).toEqual([422, true]);
    }
  });

  test('takes a challenge once, also of twenty answers at once (PK-1)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const other = visitor.elsewhere();
    const options = must(200, await other.post('/sign-in/passkey/options')).json;
    expect(Buffer.from(options.challenge, 'base64url').length).toBe(32);
    const given = answer(options, passkey);
    const answers = await Promise.all(Array.from({ length: 20 }, () => other.post('/sign-in/passkey', given)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(400)]);
  });

  test('takes a challenge for five minutes, from the browser that asked (PK-1)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const [one, thief] = [visitor.elsewhere(), house.visitor()];
    const options = must(200, await one.post('/sign-in/passkey/options')).json;
    must(200, await thief.post('/sign-in/passkey/options'));
    expect((await thief.post('/sign-in/passkey', answer(options, passkey))).status).toBe(400);
    clock.advance(5 * MINUTE);
    expect((await one.post('/sign-in/passkey', answer(options, passkey))).status).toBe(400);
    const again = must(200, await one.post('/sign-in/passkey/options')).json;
    clock.advance(5 * MINUTE - 1000);
    must(200, await one.post('/sign-in/passkey', answer(again, passkey)));
  });

  test('names nobody before it is proven: the options are alike for everyone (PK-15)', async () => {
    const { visitor } = await customerWithPasskey(house);
    for (const somebody of [visitor.elsewhere(), house.visitor()]) {
      const { challenge, ...rest } = must(200, await somebody.post('/sign-in/passkey/options')).json;
      expect(challenge).toMatch(/^[\w-]{43}$/);
      expect(rest).toEqual({
        timeout: 300_000,
        rpId: 'localhost',
        allowCredentials: [],
        userVerification: 'preferred',
      });
    }
    const named = await house.visitor().post('/sign-in/passkey/options', { email: visitor.email });
    expect(named.status).toBe(422);
  });

  test('of a removed passkey and of one that never was get the same answer, which signs nobody in (2F-11)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    must(200, await visitor.post(`/security/passkeys/${passkey.row}/remove`));
    const whole = ({ status, json }: Answer) => ({ status, ...json, instance: '' });
    const removed = await signInWithPasskey(visitor.elsewhere(), passkey);
    const invented = await signInWithPasskey(house.visitor(), passkey, { id: randomBytes(32) });
    expect(whole(removed)).toEqual(whole(invented));
    expect(removed.status).toBe(401);
  });

  test('stays open while strangers are slowed down, and with a password that is closed (RL-2)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const stranger = house.visitor();
    for (let i = 0; i < 8; i++) await stranger.post('/sign-in', { email: visitor.email, password: 'wrong password' });
    expect((await visitor.elsewhere().signIn()).status).toBe(429);
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
  });

  test('of a disabled user is refused like an unknown one, and changes nothing about the passkey (PK-13)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house, { backupEligible: false, counter: 5 });
    await rows('update users set state = $2 where email = $1', [visitor.email, 'disabled']);
    const before = await rows('select * from passkeys where id = $1', [passkey.row]);
    const refused = await signInWithPasskey(visitor.elsewhere(), passkey, { counter: 9 });
    expect([refused.status, refused.json.type]).toEqual([401, expect.stringMatching(/sign-in-refused$/)]);
    expect(await rows('select * from passkeys where id = $1', [passkey.row])).toEqual(before);
  });
});

describe('a key that did not verify its user (PK-6)', () => {
  test('stops at the password: no session before it, and aal2 only with it', async () => {
    const { visitor, passkey } = await customerWithPasskey(house, { userVerified: false });
    const finder = visitor.elsewhere();
    const stopped = must(200, await signInWithPasskey(finder, passkey, { userVerified: false }));
    expect(stopped.json).toEqual({ next: 'second-factor', methods: ['password'] });
    expect(await isOut(finder)).toBe(true);
    for (const body of [
      { method: 'totp', code: '123456' },
      { method: 'backup-code', code: 'AAAA-AAAA-AAAA-AAAA' },
      { method: 'password', password: 'not the password' },
    ]) {
      expect((await finder.post('/sign-in/second-factor', body)).status).toBe(401);
    }
    // The key again is no second factor.
    expect((await signInWithPasskey(finder, passkey, { userVerified: false })).json.next).toBe('second-factor');
    must(200, await finder.post('/sign-in/second-factor', { method: 'password', password: visitor.password }));
    expect((await finder.get('/session')).json.session).toMatchObject({
      assurance: 'aal2',
      methods: ['passkey', 'password'],
    });
  });

  test('stays so when whoever finds it sets a PIN on it: only beside the password does it come to stand alone', async () => {
    const { visitor, passkey } = await customerWithPasskey(house, { userVerified: false });
    const finder = visitor.elsewhere();
    expect((await signInWithPasskey(finder, passkey)).json).toEqual({ next: 'second-factor', methods: ['password'] });
    const owner = visitor.elsewhere();
    must(200, await signInWithPasskey(owner, passkey));
    must(200, await owner.post('/sign-in/second-factor', { method: 'password', password: visitor.password }));
    expect((await signInWithPasskey(visitor.elsewhere(), passkey)).json).toEqual({ next: 'done' });
  });

  test('that verified its user once is one factor when it does not now', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const finder = visitor.elsewhere();
    expect((await signInWithPasskey(finder, passkey, { userVerified: false })).json.methods).toEqual(['password']);
    expect(await isOut(finder)).toBe(true);
  });

  test('is no step-up in a session that a passkey opened, and is one beside the password', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const other = visitor.elsewhere();
    must(200, await signInWithPasskey(other, passkey));
    clock.advance(11 * MINUTE);
    const options = must(200, await other.post('/step-up/passkey/options')).json;
    expect(options.userVerification).toBe('required');
    const credential = answer(options, passkey, { userVerified: false });
    expect((await other.post('/step-up', { method: 'passkey', credential })).status).toBe(400);
    expect((await other.post(`/security/passkeys/${passkey.row}/remove`)).status).toBe(403);
    must(200, await stepUpWithPasskey(visitor, passkey, { userVerified: false }));
  });
});

describe('a registration', () => {
  async function register(visitor: Visitor, bent: Bent): Promise<Answer> {
    const options = must(200, await visitor.post('/security/passkeys/options')).json;
    return visitor.post('/security/passkeys', create(options, bent).credential);
  }

  async function someone(): Promise<Visitor> {
    const visitor = await house.customer();
    must(200, await visitor.signIn());
    return visitor;
  }

  test.each(FORGERIES)('fails with %s', async (_what, bent) => {
    const visitor = await someone();
    expect((await register(visitor, bent)).status).toBe(400);
    expect((await visitor.get('/security/passkeys')).json.passkeys).toEqual([]);
  });

  test.each<[string, Bent]>([
    ['the type of a sign-in (PK-2)', { type: 'webauthn.get' }],
    ['another id than the one that was signed (PK-10)', { signedId: randomBytes(32) }],
    [
      'an id that is the beginning of the signed one (PK-10)',
      { id: Buffer.alloc(16, 7), signedId: Buffer.alloc(32, 7) },
    ],
    ['nothing that was made', { attested: false }],
    ['the flag of extensions and none behind it', { extensionData: Buffer.alloc(0) }],
  ])('fails with %s', async (_what, bent) => {
    const visitor = await someone();
    const refused = await register(visitor, bent);
    expect([refused.status, refused.json.type]).toEqual([400, 'http://localhost:3000/problems/passkey-refused']);
    expect((await visitor.get('/security/passkeys')).json.passkeys).toEqual([]);
    expect((await register(visitor, {})).status).toBe(201);
  });

  test.each<[string, Bent]>([
    ['none', { extensions: {} }],
    ['those of others', { extensions: { prf: { enabled: false }, largeBlob: { supported: true }, unheard: [1] } }],
    ['an odd one of ours', { extensions: { credProps: 'yes' } }],
    ['those of the authenticator (WA §6.1)', { extensionData: EXTENSION_DATA }],
    ['what later browsers add beside them', { extra: { extraData: 'clientDataJSON may be extended' } }],
  ])('passes with these answers to extensions, and signs in: %s (PK-16)', async (_what, bent) => {
    const { visitor, passkey } = await customerWithPasskey(house, bent);
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
  });

  const p256 = (member: 'x' | 'y', value: Buffer) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = privateKey.export({ format: 'jwk' });
    const part = (name: 'x' | 'y') => (name === member ? value : Buffer.from(jwk[name] ?? '', 'base64url'));
    return cbor(
      new Map<number, number | Buffer>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, part('x')],
        [-3, part('y')],
      ]),
    );
  };
  const p384 = () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const jwk = privateKey.export({ format: 'jwk' });
    const [x, y] = [jwk.x, jwk.y].map((part) => Buffer.from(part ?? '', 'base64url'));
    return { x, y };
  };
  const rsa = (bits: number) => coseOf(generateKeyPairSync('rsa', { modulusLength: bits }).privateKey, -257);

  test.each<[string, () => Bent]>([
    ['a point off the curve', () => ({ coseKey: p256('y', randomBytes(32)) })],
    ['a point at nought', () => ({ coseKey: p256('y', Buffer.alloc(32)) })],
    ['a coordinate too short', () => ({ coseKey: p256('x', randomBytes(31)) })],
    [
      'a compressed point',
      () => ({
        coseKey: cbor(
          new Map<number, unknown>([
            [1, 2],
            [3, -7],
            [-1, 1],
            [-2, randomBytes(32)],
          ]),
        ),
      }),
    ],
    [
      'another curve under ES256',
      () => {
        const { x, y } = p384();
        return {
          coseKey: cbor(
            new Map<number, unknown>([
              [1, 2],
              [3, -7],
              [-1, 2],
              [-2, x],
              [-3, y],
            ]),
          ),
        };
      },
    ],
    [
      'ES384, which was not offered',
      () => {
        const { x, y } = p384();
        return {
          coseKey: cbor(
            new Map<number, unknown>([
              [1, 2],
              [3, -35],
              [-1, 2],
              [-2, x],
              [-3, y],
            ]),
          ),
        };
      },
    ],
    ['an RSA key of 1024 bits', () => ({ coseKey: rsa(1024) })],
    [
      'a key with more in it',
      () => ({
        coseKey: cbor(
          new Map<number, unknown>([
            [1, 1],
            [3, -8],
            [-1, 6],
            [-2, randomBytes(32)],
            [-4, randomBytes(32)],
          ]),
        ),
      }),
    ],
    [
      'a key type that does not fit',
      () => ({
        coseKey: cbor(
          new Map<number, unknown>([
            [1, 2],
            [3, -8],
            [-1, 6],
            [-2, randomBytes(32)],
          ]),
        ),
      }),
    ],
  ])('fails with %s (PK-8)', async (_what, bent) => {
    expect((await register(await someone(), bent())).status).toBe(400);
  });

  test.each([-7, -8, -257] as const)('takes algorithm %i, and it signs in', async (algorithm) => {
    const { visitor, passkey } = await customerWithPasskey(house, { algorithm });
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
  });

  test.each<[string, Bent]>([
    ['a format nobody knows', { format: 'x' }],
    ['none with a statement', { statement: cbor(new Map([['alg', -7]])) }],
    ['self-attestation with a flipped bit', { format: 'packed', signature: flip }],
    [
      'a certificate that was not asked for',
      {
        format: 'packed',
        statement: cbor(
          new Map<string, unknown>([
            ['alg', -7],
            ['sig', randomBytes(70)],
            ['x5c', [randomBytes(64)]],
          ]),
        ),
      },
    ],
    [
      'self-attestation in another algorithm',
      {
        format: 'packed',
        statement: cbor(
          new Map<string, unknown>([
            ['alg', -257],
            ['sig', randomBytes(70)],
          ]),
        ),
      },
    ],
  ])('fails with %s (PK-9)', async (_what, bent) => {
    expect((await register(await someone(), bent)).status).toBe(400);
  });

  test('passes with a valid self-attestation (PK-9)', async () => {
    expect((await register(await someone(), { format: 'packed' })).status).toBe(201);
  });

  test('takes an id of 1023 bytes and not of 1024 (PK-10)', async () => {
    expect((await register(await someone(), { id: randomBytes(1023) })).status).toBe(201);
    expect((await register(await someone(), { id: randomBytes(1024) })).status).toBe(400);
  });

  test('refuses a credential that somebody has, also one removed a moment ago, and says nothing more (PK-10)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const thief = await someone();
    expect((await register(thief, { id: passkey.id })).status).toBe(400);
    must(200, await visitor.post(`/security/passkeys/${passkey.row}/remove`));
    expect((await register(thief, { id: passkey.id })).status).toBe(400);
    expect((await thief.get('/security/passkeys')).json.passkeys).toEqual([]);
  });

  test('wants its own challenge, once, in its browser and session, within five minutes (PK-1)', async () => {
    const visitor = await someone();
    const other = visitor.elsewhere();
    must(200, await other.signIn());
    const options = must(200, await visitor.post('/security/passkeys/options')).json;
    expect((await other.post('/security/passkeys', create(options).credential)).status).toBe(400);
    const { credential } = create(options);
    must(201, await visitor.post('/security/passkeys', credential));
    expect((await visitor.post('/security/passkeys', credential)).status).toBe(400);
    const late = must(200, await visitor.post('/security/passkeys/options')).json;
    clock.advance(5 * MINUTE + 1000);
    expect((await visitor.post('/security/passkeys', create(late).credential)).status).toBe(400);
  });

  test('names what there is, so that a device is not used twice, and a handle that tells nothing (PK-11, PK-14)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const one = must(200, await visitor.post('/security/passkeys/options')).json;
    const two = must(200, await visitor.post('/security/passkeys/options')).json;
    expect(one.excludeCredentials).toEqual([
      { type: 'public-key', id: passkey.id.toString('base64url'), transports: ['internal', 'hybrid'] },
    ]);
    expect(one.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'preferred' });
    expect([one.attestation, one.pubKeyCredParams.map(({ alg }: { alg: number }) => alg)]).toEqual([
      'none',
      [-7, -8, -257],
    ]);
    expect(one.user.id).toBe(two.user.id);
    const handle = Buffer.from(one.user.id, 'base64url');
    expect(handle.length).toBe(64);
    expect(handle.includes(Buffer.from(visitor.email))).toBe(false);
    const stranger = await someone();
    expect((await stranger.post('/security/passkeys/options')).json.user.id).not.toBe(one.user.id);
  });
});

describe('challenges of one purpose', () => {
  test('answer no other: registration, sign-in, second factor, step-up (PK-1)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    const half = visitor.elsewhere();
    must(200, await half.signIn());
    const registration = must(200, await visitor.post('/security/passkeys/options')).json;
    const signIn = must(200, await visitor.post('/sign-in/passkey/options')).json;
    const stepUp = must(200, await visitor.post('/step-up/passkey/options')).json;
    const second = must(200, await half.post('/sign-in/passkey/options')).json;
    expect(second.allowCredentials).toHaveLength(1);
    const signed = (options: { challenge: string }) => answer({ rpId: 'localhost', ...options }, passkey);

    for (const options of [registration, stepUp, second]) {
      expect((await visitor.post('/sign-in/passkey', signed(options))).status).toBe(400);
    }
    for (const options of [registration, signIn, second]) {
      const body = { method: 'passkey', credential: signed(options) };
      expect((await visitor.post('/step-up', body)).status).toBe(400);
    }
    for (const options of [signIn, stepUp, second]) {
      const made = create({ rp: { id: 'localhost' }, user: registration.user, ...options });
      expect((await visitor.post('/security/passkeys', made.credential)).status).toBe(400);
    }
    for (const options of [registration, signIn, stepUp]) {
      expect((await half.post('/sign-in/passkey', signed(options))).status).toBe(400);
    }
    expect(await isOut(half)).toBe(true);
    // None of these tries used up what was another's.
    must(200, await half.post('/sign-in/passkey', signed(second)));
    must(200, await visitor.post('/step-up', { method: 'passkey', credential: signed(stepUp) }));
  });
});

describe('another user’s passkey', () => {
  test('is 404 at every door, and its row stays untouched', async () => {
    const { passkey } = await customerWithPasskey(house, {});
    const { visitor: thief } = await customerWithPasskey(house);
    const before = await rows('select * from passkeys where id = $1', [passkey.row]);
    for (const [door, body] of [
      ['rename', { name: 'mine' }],
      ['remove', {}],
      ['end-sessions', {}],
    ] as const) {
      expect((await thief.post(`/security/passkeys/${passkey.row}/${door}`, body)).status).toBe(404);
    }
    expect(await rows('select * from passkeys where id = $1', [passkey.row])).toEqual(before);
  });

  test('is no second factor after somebody’s password, and no step-up in their session (PK-10)', async () => {
    const { visitor } = await customerWithPasskey(house);
    const { passkey: foreign } = await customerWithPasskey(house);
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    const half = visitor.elsewhere();
    must(200, await half.signIn());
    expect((await signInWithPasskey(half, foreign)).status).toBe(400);
    expect(await isOut(half)).toBe(true);
    clock.advance(11 * MINUTE);
    expect((await stepUpWithPasskey(visitor, foreign)).status).toBe(400);
    expect((await visitor.post('/security/passkeys/options')).status).toBe(403);
  });
});

describe('a half-finished sign-in', () => {
  test('adds, removes and renames no passkey, and changes no choice (2F-9, field 31)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    const thief = visitor.elsewhere();
    expect((await thief.signIn()).json).toEqual({ next: 'second-factor', methods: ['passkey'] });
    const before = await readTables(house.database);
    for (const [path, body] of [
      ['/security/passkeys/options', {}],
      ['/security/passkeys', create({ challenge: 'A', rp: { id: 'localhost' }, user: { id: 'AA' } }).credential],
      [`/security/passkeys/${passkey.row}/remove`, {}],
      [`/security/passkeys/${passkey.row}/rename`, { name: 'x' }],
      ['/security/passkeys/second-factor', { enabled: false }],
      ['/security/passkey-only', { enabled: true }],
      ['/step-up/passkey/options', {}],
    ] as const) {
      expect((await thief.post(path, body)).status, path).toBe(401);
    }
    const after = await readTables(house.database);
    // The tries were counted.
    for (const tables of [before, after]) tables.delete('public.rate_limits');
    expect(after).toEqual(before);
    must(200, await signInWithPasskey(thief, passkey));
  });
});

describe('a stolen session whose proof is old', () => {
  test('changes nothing about passkeys, and a password alone does not make it fresh (SU-1, SU-2)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    clock.advance(11 * MINUTE);
    for (const [path, body] of [
      ['/security/passkeys/options', {}],
      [`/security/passkeys/${passkey.row}/remove`, {}],
      [`/security/passkeys/${passkey.row}/rename`, { name: 'x' }],
      ['/security/passkeys/second-factor', { enabled: true }],
      ['/security/passkey-only', { enabled: true }],
    ] as const) {
      const refused = await visitor.post(path, body);
      expect([refused.status, refused.json.type], path).toEqual([403, expect.stringMatching(/step-up-required$/)]);
    }
    expect((await visitor.post('/step-up', { method: 'password', password: visitor.password })).status).toBe(401);
    const secret = visitor.cookies.get('session');
    const raised = must(200, await stepUpWithPasskey(visitor, passkey));
    expect(raised.json.session).toMatchObject({ assurance: 'aal2', methods: ['password', 'passkey'] });
    expect(visitor.cookies.get('session')).not.toBe(secret);
    must(200, await visitor.post(`/security/passkeys/${passkey.row}/rename`, { name: 'x' }));
  });

  test('with the password alone, of somebody with a passkey, is asked for the passkey before any change', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const thief = visitor.elsewhere();
    must(200, await thief.signIn());
    expect(await assuranceIn(thief)).toBe('aal1');
    expect((await thief.post('/security/passkeys/options')).status).toBe(403);
    expect((await thief.post(`/security/passkeys/${passkey.row}/remove`)).status).toBe(403);
    expect((await thief.post('/security/two-factor/enrolment')).status).toBe(403);
  });
});

describe('a counter that does not rise (PK-13)', () => {
  test('is told to the owner and in the history, and locks nobody out', async () => {
    const { visitor, passkey } = await customerWithPasskey(house, { backupEligible: false, counter: 5 });
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey, { counter: 6 }));
    const quiet = (await house.mailsTo(visitor.email)).length;
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey, { counter: 6 }));
    const mails = (await house.mailsTo(visitor.email)).slice(quiet).map(({ subject }) => subject);
    expect(mails.join('\n')).toMatch(/unusual/);
    const events = (await visitor.get('/security/login-history')).json.events;
    expect(JSON.stringify(events)).toMatch(/passkey-counter/);
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey, { counter: 3 }));
  });

  test('means nothing for synced ones and for those that do not count', async () => {
    const synced = await customerWithPasskey(house, { counter: 5 });
    const still = await customerWithPasskey(house, { backupEligible: false, counter: 0 });
    for (const { visitor, passkey } of [synced, still]) {
      for (let i = 0; i < 2; i++) must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
      const mails = await house.mailsTo(visitor.email);
      expect(mails.some(({ subject }) => /unusual/.test(subject))).toBe(false);
    }
  });
});

describe('the last way in', () => {
  async function passkeyOnly(second: Bent | null = {}): Promise<{
    visitor: Visitor;
    passkey: Passkey & { row: string };
    other: (Passkey & { row: string }) | null;
    codes: string[];
  }> {
    const { visitor, passkey } = await customerWithPasskey(house);
    const other = second === null ? null : await addPasskey(visitor, second);
    const codes = must(201, await visitor.post('/security/two-factor/backup-codes')).json.backupCodes;
    must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
    must(200, await visitor.post('/security/passkey-only', { enabled: true }));
    return { visitor, passkey, other, codes };
  }

  test('cannot be removed, nor can two at once remove each other', async () => {
    const { visitor, passkey, other } = await passkeyOnly();
    const both = await Promise.all(
      [passkey.row, other?.row].map((id) => visitor.post(`/security/passkeys/${id}/remove`)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await visitor.get('/security/passkeys')).json.passkeys).toHaveLength(1);
  });

  test('is not a key that needs the password beside it', async () => {
    const { visitor, passkey } = await passkeyOnly({ userVerified: false });
    expect((await visitor.post(`/security/passkeys/${passkey.row}/remove`)).status).toBe(409);
  });

  test('passkeys only needs a verified one that is synced, or two, and saved codes; each is said', async () => {
    const { visitor } = await customerWithPasskey(house, { backupEligible: false, userVerified: false });
    const missing = async () => (await visitor.get('/security/passkeys')).json.missingForPasskeyOnly;
    expect(await missing()).toEqual(['verified-passkey', 'synced-or-two', 'backup-codes']);
    await addPasskey(visitor, { backupEligible: false });
    expect(await missing()).toEqual(['synced-or-two', 'backup-codes']);
    expect((await visitor.post('/security/passkey-only', { enabled: true })).status).toBe(409);
    await addPasskey(visitor, { backupEligible: false });
    expect(await missing()).toEqual(['backup-codes']);
    must(201, await visitor.post('/security/two-factor/backup-codes'));
    expect((await visitor.post('/security/passkey-only', { enabled: true })).status).toBe(409);
    must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
    must(200, await visitor.post('/security/passkey-only', { enabled: true }));
  });

  test('passkeys only: the right password opens nothing at any door, and looks like a wrong one', async () => {
    const { visitor, passkey } = await passkeyOnly();
    const whole = ({ status, json }: Answer) => ({ status, ...json, instance: '' });
    const stranger = () => visitor.elsewhere({ address: house.visitor().address });
    const right = await stranger().signIn();
    const wrong = await stranger().signIn('not the password at all');
    expect(whole(right)).toEqual(whole(wrong));
    expect(right.status).toBe(401);
    // A right one clears no counter either: the sixth try waits, whichever they were.
    for (let i = 0; i < 3; i++) await stranger().signIn();
    expect((await stranger().signIn()).status).toBe(429);
    clock.advance(11 * MINUTE);
    expect((await visitor.post('/step-up', { method: 'password', password: visitor.password })).status).toBe(401);
    must(200, await stepUpWithPasskey(visitor, passkey));
    const changed = await visitor.post('/security/password', {
      current: visitor.password,
      password: 'nine grey otters sleeping',
    });
    expect(changed.status).toBe(409);
    const found = await signInWithPasskey(visitor.elsewhere(), passkey, { userVerified: false });
    expect(found.status).toBe(401);
  });

  test('passkeys only: a reset is dead, also with a link from before, and asking for one mails nothing', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    await addPasskey(visitor);
    must(202, await house.visitor().post('/forgot-password', { email: visitor.email }));
    const token = tokenIn(
      (await house.mailsTo(visitor.email)).findLast(({ text }) => text.includes('/reset-password')),
      'reset-password',
    );
    must(201, await visitor.post('/security/two-factor/backup-codes'));
    must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
    must(200, await visitor.post('/security/passkey-only', { enabled: true }));
    const reset = { token, password: 'nine grey otters sleeping' };
    expect((await house.visitor().post('/reset-password', reset)).status).toBe(410);
    expect((await house.visitor().get(`/reset-password?token=${token}`)).status).toBe(410);
    const before = (await house.mailsTo(visitor.email)).length;
    must(202, await house.visitor().post('/forgot-password', { email: visitor.email }));
    expect(await house.mailsTo(visitor.email)).toHaveLength(before);
    // The password is kept as it was, for a recovery.
    must(200, await visitor.post('/security/passkey-only', { enabled: false }));
    must(200, await visitor.elsewhere().signIn());
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
  });

  test('passkeys only ends the other sessions and half-finished sign-ins, and keeps this one', async () => {
    const { visitor } = await customerWithPasskey(house);
    const [other, half] = [visitor.elsewhere(), visitor.elsewhere()];
    must(200, await other.signIn());
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    must(200, await half.signIn());
    must(201, await visitor.post('/security/two-factor/backup-codes'));
    must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
    must(200, await visitor.post('/security/passkey-only', { enabled: true }));
    expect([await isOut(other), await isOut(visitor)]).toEqual([true, false]);
    expect((await half.post('/sign-in/second-factor', { method: 'backup-code', code: 'A' })).status).toBe(401);
  });

  test('passkeys only: “this wasn’t me” ends the sessions, keeps the password and mails no link to reset it', async () => {
    const { visitor, passkey } = await passkeyOnly();
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
    const token = tokenIn(
      (await house.mailsTo(visitor.email)).findLast(({ text }) => text.includes('/not-me/')),
      'not-me',
    );
    const hash = await rows(
      'select hash, closed_at from passwords p join users u on u.id = p.user_id where email = $1',
      [visitor.email],
    );
    expect(must(200, await house.visitor().post(`/not-me/${token}`)).json).toEqual({ next: 'sign-in' });
    expect(await isOut(visitor)).toBe(true);
    expect(
      await rows('select hash, closed_at from passwords p join users u on u.id = p.user_id where email = $1', [
        visitor.email,
      ]),
    ).toEqual(hash);
    expect((await house.mailsTo(visitor.email)).at(-1)?.text).not.toMatch(/reset-password/);
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
  });
});

describe('a passkey after the password', () => {
  test('is asked for by choice alone; having one switches nothing on (field 29)', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    expect((await visitor.elsewhere().signIn()).json).toEqual({ next: 'done' });
    const other = visitor.elsewhere();
    must(200, await other.signIn());
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    expect(await isOut(other)).toBe(true);
    const half = visitor.elsewhere();
    expect((await half.signIn()).json).toEqual({ next: 'second-factor', methods: ['passkey'] });
    expect((await signInWithPasskey(half, passkey, { userVerified: false })).json).toEqual({ next: 'done' });
    expect((await half.get('/session')).json.session).toMatchObject({
      assurance: 'aal2',
      methods: ['password', 'passkey'],
    });
  });

  test('goes with the last one, which the mail says; with an app it stays on', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    const other = visitor.elsewhere();
    must(200, await other.signIn());
    must(200, await signInWithPasskey(other, passkey));
    must(200, await visitor.post(`/security/passkeys/${passkey.row}/remove`));
    expect(await isOut(other)).toBe(true);
    expect((await house.mailsTo(visitor.email)).at(-1)?.text).toMatch(/two-factor authentication is off/);
    expect((await visitor.elsewhere().signIn()).json).toEqual({ next: 'done' });

    const { visitor: ben, phone } = await customerWithPhone(house);
    const key = await addPasskey(ben);
    must(200, await ben.post('/security/passkeys/second-factor', { enabled: true }));
    must(200, await ben.post(`/security/passkeys/${key.row}/remove`));
    const half = ben.elsewhere();
    expect((await half.signIn()).json.methods).toEqual(['totp', 'backup-code']);
    must(200, await half.post('/sign-in/second-factor', { method: 'totp', code: phone.code() }));
  });

  test('keeps two-factor on when the last app goes', async () => {
    const { visitor } = await customerWithPasskey(house);
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    await enrolPhone(house, visitor);
    must(200, await visitor.post('/security/two-factor/disable'));
    expect((await visitor.elsewhere().signIn()).json.methods).toContain('passkey');
  });
});

test('a removed passkey takes what waits for it and the sessions it opened with it (2F-11)', async () => {
  const { visitor, passkey } = await customerWithPasskey(house);
  const [opened, waiting] = [visitor.elsewhere(), visitor.elsewhere()];
  must(200, await signInWithPasskey(opened, passkey));
  must(200, await waiting.signIn());
  const stepUp = must(200, await waiting.post('/step-up/passkey/options')).json;
  must(200, await visitor.post(`/security/passkeys/${passkey.row}/remove`));
  expect([await isOut(opened), await isOut(waiting), await isOut(visitor)]).toEqual([true, false, false]);
  const body = { method: 'passkey', credential: answer(stepUp, passkey) };
  expect((await waiting.post('/step-up', body)).status).not.toBe(200);
});

test('ending the sessions of a passkey ends those it opened and no other', async () => {
  const { visitor, passkey } = await customerWithPasskey(house);
  const [opened, other] = [visitor.elsewhere(), visitor.elsewhere()];
  must(200, await signInWithPasskey(opened, passkey));
  must(200, await other.signIn());
  must(200, await visitor.post(`/security/passkeys/${passkey.row}/end-sessions`));
  expect([await isOut(opened), await isOut(other), await isOut(visitor)]).toEqual([true, false, false]);
});

test('every change is in the history and in a mail with the way to object; no credential or challenge is in either, or in the log', async () => {
  const { visitor, passkey } = await customerWithPasskey(house);
  must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
  must(200, await visitor.post(`/security/passkeys/${passkey.row}/remove`));
  const mails = (await house.mailsTo(visitor.email)).slice(-3);
  expect(mails.map(({ text }) => text.includes('/objections/'))).toEqual([true, true, true]);
  const kinds = (await visitor.get('/security/login-history')).json.events;
  for (const kind of ['passkey-added', 'passkey-asked-enabled', 'passkey-removed']) {
    expect(JSON.stringify(kinds)).toContain(kind);
  }
  const told = `${JSON.stringify(mails)} ${JSON.stringify(kinds)} ${house.logged.join('\n')}`;
  expect(told).not.toContain(passkey.id.toString('base64url'));
  expect(told).not.toContain(passkey.userHandle);
  expect(createPublicKey(passkey.key).type).toBe('public');
});

test('password managers find the page where passkeys are kept, without a redirect (PK-17)', async () => {
  const found = await house.visitor().get('/.well-known/passkey-endpoints');
  expect([found.status, found.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  const page = 'http://localhost:3000/security/passkeys';
  expect(found.json).toEqual({ enroll: page, manage: page });
  expect((await house.visitor().get('/.well-known/webauthn')).status).toBe(404);
});

test('no page in another’s frame may ask for passkeys, on any page of ours (PK-16)', async () => {
  for (const path of ['/sign-in', '/guide/passkeys', '/recovery']) {
    const policy = (await house.visitor().get(path)).headers.get('permissions-policy');
    expect(policy).toContain('publickey-credentials-get=(self)');
    expect(policy).toContain('publickey-credentials-create=(self)');
  }
});

test('a factor is added in a signed-in session alone: no code, mail or link adds one from another device (PK-18)', async () => {
  const { visitor } = await customerWithPasskey(house);
  const stranger = house.visitor();
  for (const path of ['/security/passkeys/options', '/security/passkeys', '/security/two-factor/enrolment']) {
    expect((await stranger.post(path, {})).status).toBe(401);
  }
  const mails = (await house.mailsTo(visitor.email)).map(({ text }) => text).join('\n');
  expect(mails).not.toMatch(/\/security\/(passkeys|two-factor)\?|otpauth:|FIDO:/);
  expect(mails).toContain('/objections/');
});

test('nothing is to be remembered or solved: one field that takes a pasted code, a passkey, no puzzle after twenty misses (AX-1)', async () => {
  const { visitor } = await customerWithPhone(house);
  const someone = visitor.elsewhere();
  for (let miss = 0; miss < 20; miss++) await someone.signIn('not the password');
  const signIn = (await someone.page('/sign-in')).text;
  expect(signIn).toContain('autocomplete="username webauthn"');
  expect(signIn).toContain('autocomplete="current-password"');
  expect(signIn).toContain('<passkey-form');
  expect(signIn).not.toMatch(/captcha|<canvas|<img|onpaste/i);
  expect((await visitor.signIn()).json.next).toBe('second-factor');
  const second = (await visitor.page('/sign-in/second-factor')).text;
  expect(second.match(/autocomplete="one-time-code"/g)).toHaveLength(1);
});
