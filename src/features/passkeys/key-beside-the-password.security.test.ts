import { beforeEach, expect, test } from 'vitest';
import { must } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { answer, type Bent, create, signInWithPasskey, stepUpWithPasskey } from '../../../test/passkey-device.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { MINUTE } from '../../foundations/clock.ts';

/*
 * The attacker has somebody's security key that was added as a second step, and may program what it answers. They do not have
 * the password. Or they sit in a session, and want such a key to count for more than it is.
 */

const house = await openHouse();

beforeEach(async () => {
  await house.database.pool.query('delete from rate_limits');
  house.clock.advance(MINUTE);
});

const KEY: Bent = { backupEligible: false, attachment: 'cross-platform', transports: ['usb'] };
const NOT_FOUND_BY_NAME: Bent = { ...KEY, extensions: { credProps: { rk: false } } };

async function addKey(visitor: Visitor, bent: Bent = {}) {
  const options = must(200, await visitor.post('/security/passkeys/options', { besidePassword: true })).json;
  const { passkey, credential } = create(options, { ...NOT_FOUND_BY_NAME, userVerified: false, ...bent });
  const added = must(201, await visitor.post('/security/passkeys', credential));
  return { ...passkey, row: added.json.id as string, added: added.json, options };
}

async function customerWithKey(bent: Bent = {}) {
  const visitor = await house.customer();
  must(200, await visitor.signIn());
  return { visitor, key: await addKey(visitor, bent) };
}

const listed = async (visitor: Visitor) => (await visitor.get('/security/passkeys')).json;

test('it is asked for without an entry of its own and without a PIN, and a passkey is not (PK-6, PK-14)', async () => {
  const { visitor, key } = await customerWithKey();
  expect(key.options.authenticatorSelection).toEqual({
    authenticatorAttachment: 'cross-platform',
    residentKey: 'discouraged',
    requireResidentKey: false,
    userVerification: 'preferred',
  });
  const passkey = must(200, await visitor.post('/security/passkeys/options')).json;
  expect(passkey.authenticatorSelection.residentKey).toBe('required');
  expect(passkey.excludeCredentials).toHaveLength(1);
});

test('after the password it is named to the browser, and both together are aal2; before it, nobody is named (PK-15)', async () => {
  const { visitor, key } = await customerWithKey();
  must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
  const owner = visitor.elsewhere();
  expect((await owner.post('/sign-in/passkey/options')).json.allowCredentials).toEqual([]);
  expect((await owner.signIn()).json).toMatchObject({ next: 'second-factor', methods: ['passkey'] });
  const options = must(200, await owner.post('/sign-in/passkey/options')).json;
  expect(options.allowCredentials).toEqual([
    { type: 'public-key', id: key.id.toString('base64url'), transports: ['usb'] },
  ]);
  const bent = { userVerified: false, userHandle: null };
  must(200, await owner.post('/sign-in/passkey', answer(options, key, bent)));
  expect((await owner.get('/session')).json.session).toMatchObject({
    assurance: 'aal2',
    methods: ['password', 'passkey'],
  });
});

test('alone it opens nothing, whatever it says of its user, also when it said so from the beginning (PK-6)', async () => {
  for (const userVerified of [false, true]) {
    const { visitor, key } = await customerWithKey({ userVerified });
    expect(key.added).toMatchObject({ standsAlone: false, besidePassword: true });
    const finder = visitor.elsewhere();
    expect((await signInWithPasskey(finder, key)).json).toEqual({ next: 'second-factor', methods: ['password'] });
    expect((await finder.get('/session')).status).toBe(401);
    expect((await signInWithPasskey(visitor.elsewhere(), key, { userHandle: null })).status).toBe(400);
  }
});

test('it never comes to stand alone, not by verifying its user beside the password', async () => {
  const { visitor, key } = await customerWithKey();
  must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
  const owner = visitor.elsewhere();
  must(200, await signInWithPasskey(owner, key));
  must(200, await owner.post('/sign-in/second-factor', { method: 'password', password: visitor.password }));
  must(200, await stepUpWithPasskey(owner, key));
  expect((await listed(owner)).passkeys).toMatchObject([{ standsAlone: false, besidePassword: true }]);
  expect((await signInWithPasskey(visitor.elsewhere(), key)).json.methods).toEqual(['password']);
  const raise = house.database.pool.query('update passkeys set stands_alone = true where id = $1', [key.row]);
  await expect(raise).rejects.toThrow('passkeys_beside_password_never_alone');
});

test('two of them are no way to passkeys alone, which would lock their owner out', async () => {
  const { visitor } = await customerWithKey({ userVerified: true });
  await addKey(visitor, { userVerified: true });
  must(201, await visitor.post('/security/two-factor/backup-codes'));
  must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
  expect((await listed(visitor)).missingForPasskeyOnly).toEqual(['verified-passkey', 'synced-or-two']);
  expect((await visitor.post('/security/passkey-only', { enabled: true })).status).toBe(409);
});

test('the answer does not choose: asked for as a key it stays one, and an entry that was not made is none', async () => {
  const { visitor, key } = await customerWithKey({ userVerified: true, extensions: { credProps: { rk: true } } });
  expect(key.added).toMatchObject({ standsAlone: false, besidePassword: true });
  const options = must(200, await visitor.post('/security/passkeys/options')).json;
  const { credential } = create(options, NOT_FOUND_BY_NAME);
  const added = must(201, await visitor.post('/security/passkeys', credential));
  expect(added.json).toMatchObject({ standsAlone: false, besidePassword: true });
});

test('in a session that a passkey opened it is no step-up', async () => {
  const { visitor, key } = await customerWithKey();
  const { passkey, credential } = create(must(200, await visitor.post('/security/passkeys/options')).json);
  must(201, await visitor.post('/security/passkeys', credential));
  const owner = visitor.elsewhere();
  must(200, await signInWithPasskey(owner, passkey));
  house.clock.advance(11 * MINUTE);
  const options = must(200, await owner.post('/step-up/passkey/options')).json;
  expect((await owner.post('/step-up', { method: 'passkey', credential: answer(options, key) })).status).toBe(400);
});

test('the mail about it says what it is good for, with the way to object', async () => {
  const { visitor } = await customerWithKey();
  const mail = (await house.mailsTo(visitor.email)).at(-1);
  expect(mail?.subject).toContain('security key was added');
  expect(mail?.text).toContain('opens nothing without it');
  expect(mail?.text).toContain('/objections/');
});
