/*
 * The attacker has a member's password, and the owner has just decided that a password is not enough. The member is signed
 * in, in several places. From the next request on the attacker must be outside: in this account, at the switch into it, in
 * sessions that were there before, and by no detour through turning the second factor off again (MR-6).
 *
 * Where the owner asks for a passkey, the attacker has a code of the app as well, given away by the member on a false page, or a
 * key found in the street, or an old cookie. None of it opens the account, nor does a passkey that the attacker adds.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { enrolPhone, signInWithPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { addPasskey, create, signInWithPasskey, stepUpWithPasskey } from '../../../test/passkey-device.ts';
import { accountOf, idOf, invite, joinTeam, must, signedInCustomer } from '../../../test/team.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, HOUR } from '../../foundations/clock.ts';

const house = await openHouse();

// What one source may have us send in an hour is less than all of these people need.
beforeEach(() => house.clock.advance(HOUR));

async function ownerWithPhone(): Promise<Visitor> {
  const owner = await signedInCustomer(house);
  await enrolPhone(house, owner);
  return owner;
}

const accountDoors = ['/account', '/account/users', '/account/roles', '/account/policy', '/account/activity'];

describe('a rule that members need a second factor', () => {
  test('bites those who have none on their next request; they can only enrol, and work again once they did', async () => {
    const owner = await ownerWithPhone();
    const member = await joinTeam(house, owner, 'administrator');
    for (const path of accountDoors) must(200, await member.get(path));
    must(200, await owner.post('/account/policy', { secondFactor: 'required' }));
    for (const path of accountDoors) {
      const answer = await member.get(path);
      expect([answer.status, answer.json.type]).toEqual([403, expect.stringMatching(/\/second-factor-needed$/)]);
      expect((await member.page(path)).text).toContain('href="/security/two-factor"');
    }
    expect((await member.post('/account/invitations', { email: member.email, role: 'auditor' })).status).toBe(403);
    for (const path of ['/security', '/security/two-factor', '/account/switch', '/session'])
      must(200, await member.get(path));
    // Nor do applications that ask who this is hear of a role.
    expect((await member.get('/session')).json.account.role).toBeNull();
    await enrolPhone(house, member);
    for (const path of accountDoors) must(200, await member.get(path));
    expect((await member.get('/session')).json.account.role).toBe('administrator');
    const disabling = await member.post('/security/two-factor/disable');
    expect([disabling.status, disabling.json.type]).toEqual([403, expect.stringMatching(/\/not-allowed$/)]);
  });

  test('binds the switch, while one’s own account stays open', async () => {
    const owner = await ownerWithPhone();
    const member = await joinTeam(house, owner, 'auditor');
    must(200, await owner.post('/account/policy', { secondFactor: 'required' }));
    const home = (await member.get('/account/switch')).json.accounts[0].id;
    must(200, await member.post('/account/switch', { account: home }));
    must(200, await member.get('/account'));
    const back = await member.post('/account/switch', { account: await accountOf(owner) });
    expect([back.status, back.json.type]).toEqual([403, expect.stringMatching(/\/second-factor-needed$/)]);
    must(200, await member.signIn());
    expect((await member.get('/session')).json.account.id).toBe(home);
  });

  test('counts from its day on and not before, and its end opens the doors again', async () => {
    const owner = await ownerWithPhone();
    const member = await joinTeam(house, owner, 'auditor');
    const from = new Date(house.clock.now().getTime() + 60_000).toISOString();
    must(200, await owner.post('/account/policy', { secondFactor: 'required', from }));
    must(200, await member.get('/account'));
    house.clock.advance(60_000);
    expect((await member.get('/account')).status).toBe(403);
    must(200, await owner.post('/account/policy', { secondFactor: 'optional' }));
    must(200, await member.get('/account'));
  });

  test('is not set by whom it would shut out, nor by anybody but an owner', async () => {
    const owner = await signedInCustomer(house);
    const administrator = await joinTeam(house, owner, 'administrator');
    const refused = await owner.post('/account/policy', { secondFactor: 'required' });
    expect([refused.status, refused.json.type]).toEqual([403, expect.stringMatching(/\/second-factor-needed$/)]);
    await enrolPhone(house, administrator);
    expect((await administrator.post('/account/policy', { secondFactor: 'required' })).status).toBe(403);
    expect((await owner.get('/account/policy')).json).toMatchObject({ secondFactorFrom: null, passkeyFrom: null });
  });

  test('is shown before one accepts', async () => {
    const owner = await ownerWithPhone();
    const from = new Date(house.clock.now().getTime() + 3 * DAY).toISOString();
    must(200, await owner.post('/account/policy', { secondFactor: 'required', from }));
    const guest = await signedInCustomer(house);
    must(201, await owner.post('/account/invitations', { email: guest.email, role: 'technical' }));
    const mail = (await house.mailsTo(guest.email)).at(-1);
    const token = /\/invitations\/([\w-]{43})/.exec(mail?.text ?? '')?.[1];
    expect((await guest.get(`/invitations/${token}`)).json.account.secondFactorFrom).toBe(from);
  });
});

async function ownerWithPasskey() {
  const owner = await signedInCustomer(house);
  return { owner, passkey: await addPasskey(owner) };
}

async function requirePasskey(owner: Visitor, from?: Date): Promise<void> {
  const day = from === undefined ? {} : { from: from.toISOString() };
  must(200, await owner.post('/account/policy', { secondFactor: 'passkey', ...day }));
}

/** What a member is told at the account's door: nothing, that a passkey is to be added, or to be proven. */
async function toldTo(member: Visitor): Promise<string> {
  const { status, json } = await member.get('/account');
  if (status === 200) return 'in';
  const asked = json.errors?.[0]?.code ?? '-';
  return `${status} ${json.type.split('/').at(-1)} ${asked}`;
}

const ADD = '403 passkey-needed -';
const PROVE = '403 step-up-required passkey-needed';

describe('a rule that members need a passkey', () => {
  test('bites those who have none on their next request; they can only add one, and work again once they did', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'administrator');
    await enrolPhone(house, member);
    for (const path of accountDoors) must(200, await member.get(path));
    await requirePasskey(owner);
    for (const path of accountDoors) {
      const answer = await member.get(path);
      expect([answer.status, answer.json.type]).toEqual([403, expect.stringMatching(/\/passkey-needed$/)]);
      expect((await member.page(path)).text).toContain('href="/security/passkeys"');
    }
    expect((await member.post('/account/invitations', { email: member.email, role: 'auditor' })).status).toBe(403);
    for (const path of ['/security', '/security/passkeys', '/account/switch', '/session'])
      must(200, await member.get(path));
    expect((await member.get('/session')).json.account.role).toBeNull();
    await addPasskey(member);
    for (const path of accountDoors) must(200, await member.get(path));
    expect((await member.get('/session')).json.account.role).toBe('administrator');
  });

  test('is not met by password and code in a session of somebody who has a passkey, nor by a step-up with a code', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    const passkey = await addPasskey(member);
    const phone = await enrolPhone(house, member);
    await requirePasskey(owner);
    const account = await accountOf(owner);
    const thief = member.elsewhere();
    must(200, await signInWithPhone(thief, phone));
    const switched = await thief.post('/account/switch', { account });
    expect([switched.status, switched.json.errors?.[0]?.code]).toEqual([403, 'passkey-needed']);
    must(200, await thief.post('/step-up', { method: 'totp', code: phone.code() }));
    expect((await thief.post('/account/switch', { account })).status).toBe(403);
    must(200, await stepUpWithPasskey(thief, passkey));
    must(200, await thief.post('/account/switch', { account }));
    expect(await toldTo(thief)).toBe('in');
  });

  test('asks for the passkey in a session that is in the account already, on the page too, and for nothing else', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    const passkey = await addPasskey(member);
    const account = await accountOf(owner);
    const phone = await enrolPhone(house, member);
    must(200, await signInWithPhone(member, phone));
    must(200, await member.post('/account/switch', { account }));
    await requirePasskey(owner);
    expect(await toldTo(member)).toBe(PROVE);
    const page = (await member.page('/account')).text;
    expect(page).toContain('/step-up/passkey/options');
    expect(page).not.toContain('value="totp"');
    expect((await member.page('/step-up?only=passkey')).text).not.toContain('value="totp"');
    const wrong = await member.form('/step-up', {
      method: 'passkey',
      credential: '{}',
      only: 'passkey',
      form_token: /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? '',
    });
    expect([wrong.status, wrong.text.includes('value="totp"')]).toEqual([422, false]);
    must(200, await stepUpWithPasskey(member, passkey));
    expect(await toldTo(member)).toBe('in');
  });

  test('takes no key that does not check its user: neither alone in the account, nor proven in its place', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    await requirePasskey(owner);
    expect(await toldTo(member)).toBe(ADD);
    const key = await addPasskey(member, { userVerified: false });
    await enrolPhone(house, member);
    expect(await toldTo(member)).toBe(ADD);
    must(200, await stepUpWithPasskey(member, key, { userVerified: false }));
    expect(await toldTo(member)).toBe(ADD);
  });

  test('is not met by an old session once the passkey it was proven with is gone, nor when another one comes', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    const lost = await addPasskey(member);
    await requirePasskey(owner);
    const account = await accountOf(owner);
    const stolen = member.elsewhere();
    must(200, await stolen.signIn());
    must(200, await stepUpWithPasskey(stolen, lost));
    must(200, await stolen.post('/account/switch', { account }));
    expect(await toldTo(stolen)).toBe('in');
    const kept = await addPasskey(member);
    must(200, await member.post(`/security/passkeys/${lost.row}/remove`));
    expect((await stolen.get('/session')).status).toBe(401);
    // The session that removed it was proven with both.
    expect(await toldTo(member)).toBe('in');
    const later = member.elsewhere();
    must(200, await signInWithPasskey(later, kept));
    must(200, await later.post('/account/switch', { account }));
    expect(await toldTo(later)).toBe('in');
  });

  test('looks at the passkeys there are at each request, whatever took one away', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    const passkey = await addPasskey(member);
    await requirePasskey(owner);
    expect(await toldTo(member)).toBe('in');
    await house.database.pool.query('update passkeys set removed_at = now() where id = $1', [passkey.row]);
    expect(await toldTo(member)).toBe(ADD);
    await house.database.pool.query('update passkeys set removed_at = null where id = $1', [passkey.row]);
    expect(await toldTo(member)).toBe('in');
    await house.database.pool.query('update passkeys set stands_alone = false where id = $1', [passkey.row]);
    expect(await toldTo(member)).toBe(ADD);
  });

  test('cannot be met with a passkey that whoever holds a code adds beside the member’s own', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    const passkey = await addPasskey(member);
    const phone = await enrolPhone(house, member);
    await requirePasskey(owner);
    const thief = member.elsewhere();
    must(200, await signInWithPhone(thief, phone));
    const options = await thief.post('/security/passkeys/options');
    expect([options.status, options.json.errors?.[0]?.code]).toEqual([403, 'passkey-needed']);
    expect((await thief.page('/security/passkeys')).text).toContain('/step-up?only=passkey');
    // Nor by what was asked before the rule was there, or by removing the member's own first.
    expect((await thief.post(`/security/passkeys/${passkey.row}/remove`)).status).toBe(403);
    must(200, await stepUpWithPasskey(thief, passkey));
    await addPasskey(thief);
  });

  test('cannot be met with options that were asked for before the rule', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    await addPasskey(member);
    const phone = await enrolPhone(house, member);
    const thief = member.elsewhere();
    must(200, await signInWithPhone(thief, phone));
    const options = must(200, await thief.post('/security/passkeys/options')).json;
    await requirePasskey(owner);
    const added = await thief.post('/security/passkeys', create(options).credential);
    expect([added.status, added.json.errors?.[0]?.code]).toEqual([403, 'passkey-needed']);
  });

  test('keeps the last passkey that stands alone, of members alone, from the day the rule was set', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    const passkey = await addPasskey(member);
    await requirePasskey(owner, new Date(house.clock.now().getTime() + 3 * DAY));
    const refused = await member.post(`/security/passkeys/${passkey.row}/remove`);
    expect([refused.status, refused.json.type]).toEqual([403, expect.stringMatching(/\/not-allowed$/)]);
    expect((await member.page('/security/passkeys')).text).toContain(passkey.row);
    const second = await addPasskey(member);
    must(200, await member.post(`/security/passkeys/${passkey.row}/remove`));
    expect((await member.post(`/security/passkeys/${second.row}/remove`)).status).toBe(403);
    must(200, await member.post('/account/leave'));
    must(200, await member.post(`/security/passkeys/${second.row}/remove`));
  });

  test('keeps a second factor on as well', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    await enrolPhone(house, member);
    await requirePasskey(owner, new Date(house.clock.now().getTime() + DAY));
    expect((await member.post('/security/two-factor/disable')).status).toBe(403);
  });

  test('binds the switch, while one’s own account stays open', async () => {
    const { owner } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'auditor');
    await requirePasskey(owner);
    const home = (await member.get('/account/switch')).json.accounts[0].id;
    must(200, await member.post('/account/switch', { account: home }));
    must(200, await member.get('/account'));
    const back = await member.post('/account/switch', { account: await accountOf(owner) });
    expect([back.status, back.json.type]).toEqual([403, expect.stringMatching(/\/passkey-needed$/)]);
    const page = await member.form('/account/switch', {
      account: await accountOf(owner),
      form_token: /name="form_token" value="([^"]+)"/.exec((await member.page('/account/switch')).text)?.[1] ?? '',
    });
    expect(page.text).toContain('href="/security/passkeys"');
  });

  test('counts from its day on, though nothing but the clock moved; until then the rule before it stays', async () => {
    const { owner, passkey } = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'auditor');
    must(200, await owner.post('/account/policy', { secondFactor: 'required' }));
    expect((await member.get('/account')).json.type).toMatch(/\/second-factor-needed$/);
    const from = new Date(house.clock.now().getTime() + HOUR / 2);
    await requirePasskey(owner, from);
    const rules = (await owner.get('/account/policy')).json;
    expect(rules).toMatchObject({ secondFactorFrom: expect.any(String), passkeyFrom: from.toISOString() });
    expect((await member.get('/account')).json.type).toMatch(/\/second-factor-needed$/);
    await enrolPhone(house, member);
    expect(await toldTo(member)).toBe('in');
    await house.database.pool.query('delete from rule_mailings');
    house.clock.advance(HOUR / 2);
    expect(await toldTo(member)).toBe(ADD);
    must(200, await stepUpWithPasskey(owner, passkey));
    must(200, await owner.post('/account/policy', { secondFactor: 'required' }));
    expect(await toldTo(member)).toBe('in');
    // Its day is the one it had.
    expect((await owner.get('/account/policy')).json).toEqual({ ...rules, passkeyFrom: null });
  });

  test('is not set by whom it would shut out, nor by anybody but an owner', async () => {
    const owner = await signedInCustomer(house);
    await enrolPhone(house, owner);
    const administrator = await joinTeam(house, owner, 'administrator');
    await addPasskey(administrator);
    const refused = await owner.post('/account/policy', { secondFactor: 'passkey' });
    expect([refused.status, refused.json.type]).toEqual([403, expect.stringMatching(/\/passkey-needed$/)]);
    await addPasskey(owner, { userVerified: false });
    expect((await owner.post('/account/policy', { secondFactor: 'passkey' })).status).toBe(403);
    const page = await owner.form('/account/policy', {
      secondFactor: 'passkey',
      form_token: /name="form_token" value="([^"]+)"/.exec((await owner.page('/account/policy')).text)?.[1] ?? '',
    });
    expect([page.status, page.text.includes('href="/security/passkeys"')]).toEqual([403, true]);
    expect((await administrator.post('/account/policy', { secondFactor: 'passkey' })).status).toBe(403);
    expect((await owner.get('/account/policy')).json).toMatchObject({ secondFactorFrom: null, passkeyFrom: null });
  });

  test('is shown before one accepts, and in the trail', async () => {
    const { owner } = await ownerWithPasskey();
    const from = new Date(house.clock.now().getTime() + 3 * DAY);
    await requirePasskey(owner, from);
    const guest = await signedInCustomer(house);
    const token = await invite(house, owner, guest.email, 'technical');
    expect((await guest.get(`/invitations/${token}`)).json.account).toMatchObject({
      secondFactorFrom: null,
      passkeyFrom: from.toISOString(),
    });
    expect((await guest.page(`/invitations/${token}`)).text).toContain('needs a passkey here from');
    const { events } = (await owner.get('/account/activity')).json;
    expect(events.find(({ kind }: { kind: string }) => kind === 'policy-changed')).toMatchObject({
      kind: 'policy-changed',
      before: { secondFactorFrom: null, passkeyFrom: null },
      after: { secondFactorFrom: null, passkeyFrom: from.toISOString() },
    });
  });
});

test('the list of members says who has what, and a session of another account learns nothing of it', async () => {
  const { owner } = await ownerWithPasskey();
  const member = await joinTeam(house, owner, 'technical');
  const { members } = (await owner.get('/account/users')).json;
  const has = async (visitor: Visitor) => {
    const id = await idOf(visitor);
    return members.find((row: { id: string }) => row.id === id);
  };
  expect(await has(owner)).toMatchObject({ secondFactor: true, passkey: true, passkeyOnly: false });
  expect(await has(member)).toMatchObject({ secondFactor: false, passkey: false, passkeyOnly: false });
  const page = (await owner.page('/account/users')).text;
  expect([page.includes('Has a passkey'), page.includes('Passkeys only')]).toEqual([true, false]);
  const stranger = await signedInCustomer(house);
  expect((await stranger.get(`/account/users/${await idOf(member)}`)).status).toBe(404);
});
