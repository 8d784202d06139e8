import { beforeEach, describe, expect, test } from 'vitest';
import { must } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import {
  addPasskey,
  type Bent,
  create,
  customerWithPasskey,
  signInWithPasskey,
  stepUpWithPasskey,
} from '../../../test/passkey-device.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';
import { formatDateTime } from '../../foundations/i18n/index.ts';

const house = await openHouse();

beforeEach(async () => {
  await house.database.pool.query('delete from rate_limits');
  house.clock.advance(MINUTE);
});

async function customerWithPixel() {
  const visitor = await house.customer();
  must(200, await visitor.signIn());
  const pixel = await addPasskey(visitor, {}, 'Pixel');
  const opened = visitor.elsewhere();
  must(200, await signInWithPasskey(opened, pixel));
  return { visitor, pixel, opened };
}

const currentOf = async (visitor: Visitor) =>
  (await visitor.get('/security/sessions')).json.sessions.find(({ current }: { current: boolean }) => current);
const lastSignInOf = async (visitor: Visitor) =>
  (await visitor.get('/security/login-history')).json.events.find(({ kind }: { kind: string }) => kind === 'sign-in');

test('sessions and history say which passkey it was, by the name that it has today', async () => {
  const { visitor, pixel, opened } = await customerWithPixel();
  const named = { id: pixel.row, name: 'Pixel', removed: false };
  expect((await currentOf(opened)).passkeys).toEqual([named]);
  expect(await lastSignInOf(opened)).toMatchObject({ methods: ['passkey'], passkey: named });
  expect((await visitor.page('/security/sessions')).text).toContain('with the passkey “Pixel”');
  expect((await visitor.page('/security/login-history')).text).toContain('passkey “Pixel”');
  must(200, await visitor.post(`/security/passkeys/${pixel.row}/rename`, { name: '<b>Blue</b>' }));
  expect((await visitor.page('/security/sessions')).text).toContain('with the passkey “&lt;b&gt;Blue&lt;/b&gt;”');
  expect((await lastSignInOf(opened)).passkey.name).toBe('<b>Blue</b>');
});

test('one without a name is called after what it is, in the language of the reader', async () => {
  const { visitor, passkey } = await customerWithPasskey(house, {
    aaguid: Buffer.from('fbfc3007154e4ecc8c0b6e020557d7bd', 'hex'),
  });
  const opened = visitor.elsewhere();
  must(200, await signInWithPasskey(opened, passkey));
  expect((await currentOf(opened)).passkeys[0].name).toContain('Apple');
});

test('a removed one is still named where it was used, for as long as we know it, and then said to be gone', async () => {
  const { visitor, pixel, opened } = await customerWithPixel();
  must(200, await opened.post(`/security/passkeys/${pixel.row}/remove`));
  expect((await currentOf(opened)).passkeys).toEqual([{ id: pixel.row, name: 'Pixel', removed: true }]);
  expect((await opened.page('/security/sessions')).text).toContain('which was removed since');
  house.clock.advance(9 * DAY);
  await house.parts.jobs.runPending();
  must(200, await visitor.elsewhere().signIn());
  const reader = visitor.elsewhere();
  must(200, await reader.signIn());
  const events = (await reader.get('/security/login-history')).json.events;
  expect(events.find(({ passkey }: { passkey: unknown }) => passkey)?.passkey).toEqual({
    id: pixel.row,
    name: null,
    removed: true,
  });
  expect((await reader.page('/security/login-history')).text).toContain('a passkey that was removed since');
});

test('the copy of the history says it too', async () => {
  const { visitor } = await customerWithPixel();
  expect((await visitor.post('/security/login-history/export', {})).text).toContain('passkey “Pixel”');
});

test('beside each passkey stand the sessions it was used in, and those elsewhere end with one press', async () => {
  const { visitor, pixel, opened } = await customerWithPixel();
  const { passkeys } = (await visitor.get('/security/passkeys')).json;
  expect(passkeys[0].sessions).toHaveLength(2);
  const page = (await visitor.page('/security/passkeys')).text;
  expect(page).toContain('Used in sessions that are open now');
  expect(page).toContain('Sign out the other session that used it');
  must(200, await visitor.post(`/security/passkeys/${pixel.row}/end-sessions`));
  expect((await opened.get('/session')).status).toBe(401);
  expect((await visitor.page('/security/passkeys')).text).not.toContain('Sign out the other session');
});

test('a session that a passkey confirmed later counts as one it was used in', async () => {
  const { visitor, pixel } = await customerWithPixel();
  const other = visitor.elsewhere();
  must(200, await other.signIn());
  must(200, await stepUpWithPasskey(other, pixel));
  expect((await currentOf(other)).passkeys).toMatchObject([{ name: 'Pixel' }]);
  must(200, await visitor.post(`/security/passkeys/${pixel.row}/end-sessions`));
  expect((await other.get('/session')).status).toBe(401);
});

describe('the list', () => {
  /** What its page says of a single one, without tags. */
  async function entryOf(visitor: Visitor): Promise<string> {
    const { text } = await visitor.page('/security/passkeys');
    const words = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    expect(words.match(/Rename or remove/g)).toHaveLength(1);
    return words.slice(0, words.indexOf('Rename or remove')).slice(-200);
  }

  async function someone(): Promise<Visitor> {
    const visitor = await house.customer();
    must(200, await visitor.signIn());
    return visitor;
  }

  test.each<[string, string, Bent]>([
    ['synced', 'Synced', {}],
    ['not-yet-synced', 'Not synced yet', { backedUp: false }],
    ['this-device', 'One device', { backupEligible: false }],
    [
      'security-key',
      'Security key',
      { backupEligible: false, attachment: 'cross-platform', transports: ['usb', 'nfc'] },
    ],
  ])('says of which kind each is: %s', async (kind, words, bent) => {
    const visitor = await someone();
    await addPasskey(visitor, bent);
    expect((await visitor.get('/security/passkeys')).json.passkeys).toMatchObject([{ kind }]);
    expect(await entryOf(visitor)).toContain(` ${words} Added `);
  });

  test('says when each was added, and when and in which country it was used last', async () => {
    const visitor = await someone();
    const passkey = await addPasskey(visitor, {}, 'Pixel');
    const dateOf = (at: Date) => formatDateTime(at, 'en', 'UTC');
    const added = dateOf(house.clock.now());
    expect(await entryOf(visitor)).toContain(`Added ${added} · not used yet`);
    house.clock.advance(3 * DAY);
    const abroad = visitor.elsewhere({ address: '8.8.8.8' });
    must(200, await signInWithPasskey(abroad, passkey));
    const used = dateOf(house.clock.now());
    expect(await entryOf(abroad)).toContain(`Added ${added} · last used ${used} (United States)`);
    const at = house.clock.now().toISOString();
    expect((await abroad.get('/security/passkeys')).json.passkeys).toMatchObject([{ lastUsedAt: at }]);
  });

  test('names one that has no name after provider and device, or after the device alone, as nobody’s AAGUID tells', async () => {
    const visitor = await someone();
    const aaguid = Buffer.from('fbfc3007154e4ecc8c0b6e020557d7bd', 'hex');
    await addPasskey(visitor, { aaguid });
    house.clock.advance(1000);
    await addPasskey(visitor, { aaguid: Buffer.alloc(16) });
    house.clock.advance(1000);
    await addPasskey(visitor, { aaguid: Buffer.alloc(16, 0xee) });
    const names = (await visitor.get('/security/passkeys')).json.passkeys.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['Apple Passwords on Linux', 'Passkey on Linux', 'Passkey on Linux']);
    expect((await visitor.page('/security/passkeys')).text).not.toContain('00000000-0000');
  });

  test('advises a second one while a single one is not synced, and then no more', async () => {
    const nudge = 'This passkey lives on one device only';
    const says = async (visitor: Visitor) => (await visitor.page('/security/passkeys')).text.includes(nudge);
    const visitor = await someone();
    expect(await says(visitor)).toBe(false);
    await addPasskey(visitor, { backupEligible: false });
    expect(await says(visitor)).toBe(true);
    await addPasskey(visitor, { backupEligible: false });
    expect(await says(visitor)).toBe(false);
    const synced = await someone();
    await addPasskey(synced);
    expect(await says(synced)).toBe(false);
  });

  test('offers to ask for it after the password with the first one, and not with the second', async () => {
    const visitor = await someone();
    const add = async () => {
      const options = must(200, await visitor.post('/security/passkeys/options')).json;
      const credential = JSON.stringify(create(options).credential);
      const done = must(303, await visitor.form('/security/passkeys', { credential }));
      return (await visitor.page(done.headers.get('location') ?? '')).text;
    };
    const first = await add();
    expect(first).toContain('Ask for it after the password as well?');
    // Nothing is chosen for anybody.
    expect((await visitor.get('/security/passkeys')).json.asksAfterPassword).toBe(false);
    expect(await add()).not.toContain('Ask for it after the password as well?');
  });
});
