import { describe, expect, test } from 'vitest';
import { must } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { addPasskey, answer, customerWithPasskey, signInWithPasskey } from '../../../test/passkey-device.ts';

const OTHER = 'https://account.example.net';
const TOP = 'https://www.example.net';

describe('during a move to another domain', async () => {
  const house = await openHouse({
    environment: {
      PASSKEY_FORMER_DOMAIN: 'old.example',
      PASSKEY_RELATED_ORIGINS: `http://localhost:3000,${OTHER}`,
      PASSKEY_TOP_ORIGINS: TOP,
    },
  });

  async function customerWithOldPasskey() {
    const { visitor, passkey } = await customerWithPasskey(house);
    await house.database.pool.query('update passkeys set rp_id = $2 where id = $1', [passkey.row, 'old.example']);
    return { visitor, passkey: { ...passkey, rpId: 'old.example' } };
  }

  test('passkeys of both domains sign in, each when it is asked for', async () => {
    const { visitor, passkey } = await customerWithOldPasskey();
    expect((await signInWithPasskey(visitor.elsewhere(), passkey)).status).toBe(400);
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey, {}, { formerDomain: true }));
    // The list is in the order of adding: not both in one instant.
    house.clock.advance(1000);
    const added = await addPasskey(visitor);
    expect(added.rpId).toBe('localhost');
    must(200, await signInWithPasskey(visitor.elsewhere(), added));
    const { passkeys } = (await visitor.get('/security/passkeys')).json;
    expect(passkeys.map(({ rpId }: { rpId: string }) => rpId)).toEqual(['old.example', 'localhost']);
  });

  test('a step-up asks for the old one while there is no other', async () => {
    const { visitor } = await customerWithOldPasskey();
    expect(must(200, await visitor.post('/step-up/passkey/options')).json.rpId).toBe('old.example');
    await addPasskey(visitor);
    expect(must(200, await visitor.post('/step-up/passkey/options')).json.rpId).toBe('localhost');
  });

  test('the sign-in page offers the old ones by name, and their owner is told to add a new one', async () => {
    const { visitor } = await customerWithOldPasskey();
    expect((await house.visitor().page('/sign-in')).text).toContain('old.example');
    expect((await visitor.page('/security/passkeys')).text).toContain('old.example');
  });

  test('a related origin may ask for passkeys of ours, and no other (PK-3, PK-17)', async () => {
    const listed = await house.visitor().get('/.well-known/webauthn');
    expect([listed.status, listed.json]).toEqual([200, { origins: ['http://localhost:3000', OTHER] }]);
    const { visitor, passkey } = await customerWithPasskey(house);
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey, { origin: OTHER }));
    expect((await signInWithPasskey(visitor.elsewhere(), passkey, { origin: `${OTHER}:444` })).status).toBe(400);
  });

  test('a listed page may hold ours in its frame, at the adding and at the sign-in, and no other page (PK-4)', async () => {
    const framed = { crossOrigin: true, topOrigin: TOP };
    const { visitor, passkey } = await customerWithPasskey(house, framed);
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey, framed));
    for (const bent of [{ ...framed, topOrigin: OTHER }, { ...framed, topOrigin: `${TOP}:444` }, { topOrigin: TOP }]) {
      expect((await signInWithPasskey(visitor.elsewhere(), passkey, bent)).status).toBe(400);
    }
  });
});

test('a passkey that is refused for its address leaves no trace in the passkey: counter, state and last use stay (PK-13)', async () => {
  let isOpen = true;
  const house = await openHouse({ addressRules: [{ allows: async () => isOpen }] });
  const { visitor, passkey } = await customerWithPasskey(house, { backupEligible: false, counter: 5 });
  const read = async () => (await house.database.pool.query('select * from passkeys')).rows;
  const before = await read();
  isOpen = false;
  const refused = await signInWithPasskey(visitor.elsewhere(), passkey, { counter: 9 });
  expect([refused.status, refused.json.type]).toEqual([401, expect.stringMatching(/address-not-allowed$/)]);
  expect(await read()).toEqual(before);
  isOpen = true;
  must(200, await signInWithPasskey(visitor.elsewhere(), passkey, { counter: 9 }));
  expect((await read())[0]).toMatchObject({ counter: 9, last_used_at: house.clock.now() });
});

test('a backup that is lost is noticed, told on the page, and signs in all the same (PK-7)', async () => {
  const house = await openHouse();
  const { visitor, passkey } = await customerWithPasskey(house);
  const options = must(200, await visitor.post('/sign-in/passkey/options')).json;
  must(200, await visitor.elsewhere().get('/sign-in'));
  must(200, await visitor.post('/sign-in/passkey', answer(options, passkey, { backedUp: false })));
  expect((await visitor.get('/security/passkeys')).json.passkeys[0].kind).toBe('not-yet-synced');
  expect((await visitor.page('/security/passkeys')).text).toContain('no longer is');
});
