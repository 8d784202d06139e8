/*
 * The attacker has a member's password, and the owner has just decided that a password is not enough. The member is signed
 * in, in several places. From the next request on the attacker must be outside: in this account, at the switch into it, in
 * sessions that were there before, and by no detour through turning the second factor off again (MR-6).
 */
import { describe, expect, test } from 'vitest';
import { enrolPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { accountOf, joinTeam, must, signedInCustomer } from '../../../test/team.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY } from '../../foundations/clock.ts';

const house = await openHouse();

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
    expect((await owner.get('/account/policy')).json).toEqual({ secondFactorFrom: null });
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
