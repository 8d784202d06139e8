import { expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import {
  accountOf,
  idOf,
  invitationTo,
  invite,
  joinAsOwner,
  joinTeam,
  must,
  signedInCustomer,
} from '../../../test/team.ts';
import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';

const house = await openHouse();

test('an invitation is accepted by whom it is for, once, and the account is then one of theirs', async () => {
  const owner = await signedInCustomer(house);
  const guest = await signedInCustomer(house);
  const token = await invite(house, owner, guest.email, 'technical');
  expect((await guest.get(`/invitations/${token}`)).json).toMatchObject({ role: 'technical', reader: 'you' });
  expect((await guest.post(`/invitations/${token}`, { accept: true })).json).toEqual({ state: 'active' });
  expect((await guest.post(`/invitations/${token}`, { accept: true })).status).toBe(410);
  const { accounts } = (await guest.get('/account/switch')).json;
  expect(accounts).toMatchObject([
    { role: 'owner', current: true },
    { id: await accountOf(owner), role: 'technical', state: 'active', current: false },
  ]);
  const { members } = (await owner.get('/account/users')).json;
  expect(members).toHaveLength(2);
  expect(members).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ email: owner.email, role: 'owner', state: 'active', invitedBy: null }),
      expect.objectContaining({
        email: guest.email,
        role: 'technical',
        state: 'active',
        invitedBy: await idOf(owner),
        secondFactor: false,
      }),
    ]),
  );
});

test('switching gives the session a new secret and another account; the old secret is dead (SE-2)', async () => {
  const owner = await signedInCustomer(house);
  const member = await joinTeam(house, owner, 'administrator');
  const before = member.cookies.get('session') ?? '';
  const home = (await member.get('/account/switch')).json.accounts[0].id;
  must(200, await member.post('/account/switch', { account: home }));
  expect(member.cookies.get('session')).not.toBe(before);
  expect((await member.get('/session')).json.account).toMatchObject({ id: home, role: 'owner' });
  expect((await member.get('/session', { cookie: `session=${before}` })).status).toBe(401);
});

test('somebody new signs up from the invitation in one go, signs in and accepts', async () => {
  const owner = await signedInCustomer(house);
  const guest = house.visitor();
  const token = await invite(house, owner, guest.email, 'billing');
  const { password, name } = guest;
  must(200, await guest.post(`/invitations/${token}/sign-up`, { password, name }));
  must(200, await guest.signIn());
  expect((await guest.post(`/invitations/${token}`, { accept: true })).json).toEqual({ state: 'active' });
});

test('the mail to a stranger holds no word that a user wrote', async () => {
  const owner = await signedInCustomer(house, { name: 'Buy cheap pills at evil dot example' });
  const guest = house.visitor();
  await invite(house, owner, guest.email, 'auditor');
  const mail = (await house.mailsTo(guest.email)).at(-1);
  for (const part of [mail?.subject, mail?.text, mail?.html]) {
    expect(part).not.toContain('pills');
    expect(part).not.toContain(owner.email);
  }
});

test('who refuses all invitations gets none, and the inviter cannot tell', async () => {
  const owner = await signedInCustomer(house);
  const guest = await signedInCustomer(house);
  must(200, await guest.post('/account/refuse-invitations', { refuse: true }));
  expect((await owner.post('/account/invitations', { email: guest.email, role: 'technical' })).status).toBe(201);
  await expect(invitationTo(house, guest.email)).rejects.toThrow('no invitation');
  expect((await owner.get('/account/invitations')).json.invitations).toMatchObject([{ email: guest.email }]);
});

test('ownership passes after the time that the company chose, to the minute', async () => {
  const quick = await openHouse({ environment: { OWNERSHIP_WAIT_HOURS: '5' } });
  const owner = await signedInCustomer(quick);
  const heir = await signedInCustomer(quick);
  const token = await invite(quick, owner, heir.email, 'owner');
  expect((await heir.page(`/invitations/${token}`)).text).toContain('5 hours');
  const effectiveAt = new Date(quick.clock.now().getTime() + 5 * HOUR).toISOString();
  const accepted = await heir.post(`/invitations/${token}`, { accept: true });
  expect(accepted.json).toEqual({ state: 'waiting', effectiveAt });
  const stateOfHeir = async () => {
    for (const visitor of [owner, heir]) must(200, await visitor.signIn());
    return (await owner.get(`/account/users/${await idOf(heir)}`)).json.state;
  };
  quick.clock.advance(5 * HOUR - MINUTE);
  expect(await stateOfHeir()).toBe('waiting');
  quick.clock.advance(MINUTE);
  expect(await stateOfHeir()).toBe('active');
});

test('declining needs no account and ends the invitation', async () => {
  const owner = await signedInCustomer(house);
  const stranger = house.visitor();
  const token = await invite(house, owner, stranger.email, 'technical');
  expect((await stranger.post(`/invitations/${token}`, { accept: false })).json).toEqual({ state: 'declined' });
  expect((await stranger.get(`/invitations/${token}`)).status).toBe(410);
  expect((await owner.get('/account/invitations')).json.invitations).toEqual([]);
});

test('sending again makes a fresh link and ends the one before', async () => {
  const owner = await signedInCustomer(house);
  const guest = await signedInCustomer(house);
  const first = await invite(house, owner, guest.email, 'technical');
  const [{ id }] = (await owner.get('/account/invitations')).json.invitations;
  must(200, await owner.post(`/account/invitations/${id}/resend`));
  const second = await invitationTo(house, guest.email);
  expect(second).not.toBe(first);
  expect((await guest.post(`/invitations/${first}`, { accept: true })).status).toBe(410);
  expect((await guest.post(`/invitations/${second}`, { accept: true })).status).toBe(200);
});

test('a change of role, a suspension and a removal bite on the next request, in every session (MR-4)', async () => {
  const owner = await signedInCustomer(house);
  const member = await joinTeam(house, owner, 'administrator');
  const id = await idOf(member);
  const other = member.elsewhere();
  must(200, await other.signIn());
  must(200, await other.post('/account/switch', { account: await accountOf(owner) }));
  const both = async () => [(await member.get('/account/users')).status, (await other.get('/account/users')).status];
  expect(await both()).toEqual([200, 200]);
  must(200, await owner.post(`/account/users/${id}/role`, { role: 'technical' }));
  expect(await both()).toEqual([403, 403]);
  must(200, await owner.post(`/account/users/${id}/role`, { role: 'auditor' }));
  expect(await both()).toEqual([200, 200]);
  must(200, await owner.post(`/account/users/${id}/suspend`));
  expect(await both()).toEqual([403, 403]);
  must(200, await owner.post(`/account/users/${id}/resume`));
  expect(await both()).toEqual([200, 200]);
  must(200, await owner.post(`/account/users/${id}/remove`));
  expect(await both()).toEqual([403, 403]);
  expect((await member.get('/security')).status).toBe(200);
});

test('a suspension with an end ends by itself, at the next look and not before', async () => {
  const owner = await signedInCustomer(house);
  const member = await joinTeam(house, owner, 'auditor');
  const until = new Date(house.clock.now().getTime() + HOUR / 2).toISOString();
  must(200, await owner.post(`/account/users/${await idOf(member)}/suspend`, { until }));
  house.clock.advance(HOUR / 2 - 1);
  expect((await member.get('/account')).status).toBe(403);
  house.clock.advance(1);
  expect((await member.get('/account')).status).toBe(200);
  const { events } = (await owner.get('/account/activity')).json;
  expect(events[0]).toMatchObject({ kind: 'suspension-ended', actor: null, subject: { email: member.email } });
});

test('ownership passes on acceptance and after the wait, with no right before; a restart loses nothing', async () => {
  const owner = await signedInCustomer(house);
  const account = await accountOf(owner);
  const heir = await signedInCustomer(house);
  const token = await invite(house, owner, heir.email, 'owner');
  const accepted = (await heir.post(`/invitations/${token}`, { accept: true })).json;
  const effectiveAt = new Date(house.clock.now().getTime() + 2 * DAY).toISOString();
  expect(accepted).toEqual({ state: 'waiting', effectiveAt });
  expect((await heir.post('/account/switch', { account })).status).toBe(404);
  const { members } = (await owner.get('/account/users')).json;
  expect(members.find(({ email }: { email: string }) => email === heir.email)).toMatchObject({
    role: 'owner',
    state: 'waiting',
    ownerFrom: effectiveAt,
  });
  house.clock.advance(2 * DAY - 1);
  must(200, await heir.signIn());
  expect((await heir.post('/account/switch', { account })).status).toBe(404);
  house.clock.advance(1);
  const again = house.visitorAfterRestart({ email: heir.email, password: heir.password });
  must(200, await again.signIn());
  must(200, await again.post('/account/switch', { account }));
  expect((await again.get('/session')).json.account.role).toBe('owner');
});

test('a member keeps their role while they wait to become an owner', async () => {
  const owner = await signedInCustomer(house);
  const member = await joinTeam(house, owner, 'technical');
  expect((await owner.post(`/account/users/${await idOf(member)}/role`, { role: 'owner' })).json).toEqual({
    state: 'invited',
  });
  const token = await invitationTo(house, member.email);
  expect((await member.post(`/invitations/${token}`, { accept: true })).json.state).toBe('waiting');
  expect((await member.get('/session')).json.account.role).toBe('technical');
  house.clock.advance(2 * DAY);
  must(200, await member.signIn());
  must(200, await owner.signIn());
  must(200, await member.post('/account/switch', { account: await accountOf(owner) }));
  expect((await member.get('/session')).json.account.role).toBe('owner');
});

test('any owner stops it while it waits; so does the loss of ownership of whoever offered it', async () => {
  const owner = await signedInCustomer(house);
  const second = await joinAsOwner(house, owner);
  const heir = await joinTeam(house, owner, 'owner');
  must(200, await second.post(`/account/users/${await idOf(heir)}/stop-ownership`));
  const puppet = await joinTeam(house, second, 'owner');
  must(200, await owner.post(`/account/users/${await idOf(second)}/role`, { role: 'technical' }));
  house.clock.advance(3 * DAY);
  await house.parts.jobs.runPending();
  must(200, await owner.signIn());
  const { members } = (await owner.get('/account/users')).json;
  expect(members.map(({ email }: { email: string }) => email)).not.toContain(puppet.email);
  expect(members.map(({ email }: { email: string }) => email)).not.toContain(heir.email);
});

test('whoever leaves the account they are in stands in their own afterwards', async () => {
  const owner = await signedInCustomer(house);
  const member = await joinTeam(house, owner, 'billing');
  must(200, await member.post('/account/leave'));
  expect((await member.get('/session')).json.account).toMatchObject({ role: 'owner', name: member.name });
  expect((await member.post('/account/switch', { account: await accountOf(owner) })).status).toBe(404);
});

test('an owner who handed over everything still has an account to be in', async () => {
  const owner = await signedInCustomer(house);
  const heir = await joinAsOwner(house, owner);
  must(200, await owner.post('/account/leave'));
  expect((await owner.get('/session')).json.account).toMatchObject({ role: 'owner' });
  expect((await owner.get('/session')).json.account.id).not.toBe(await accountOf(heir));
  must(200, await owner.signIn());
});

test('owners and whom it is about are told by mail; the actor finds it in their own history', async () => {
  const owner = await signedInCustomer(house);
  const member = await joinTeam(house, owner, 'technical');
  must(200, await owner.post(`/account/users/${await idOf(member)}/role`, { role: 'auditor' }));
  expect((await house.mailsTo(member.email)).at(-1)?.text).toContain('Auditor');
  const told = (await house.mailsTo(owner.email)).at(-1)?.text;
  expect(told).toContain(member.email);
  expect(told).toContain(owner.address);
  const { events } = (await owner.get('/security/login-history')).json;
  expect(events[0]).toMatchObject({ kind: 'account-changed', outcome: 'success' });
});

test('looks at what others do are noted, once an hour (LH-6); looks at oneself are not', async () => {
  const owner = await signedInCustomer(house);
  for (const path of ['/account/users', '/account/activity']) must(200, await owner.get(path));
  expect((await owner.get('/account/activity')).json.events).toEqual([]);
  const auditor = await joinTeam(house, owner, 'auditor');
  const views = async () =>
    (await owner.get('/account/activity')).json.events.filter(
      ({ kind, actor }: { kind: string; actor: { email: string } | null }) =>
        kind.endsWith('-viewed') && actor?.email === auditor.email,
    ).length;
  for (let times = 0; times < 3; times += 1) must(200, await auditor.get('/account/users'));
  for (let times = 0; times < 3; times += 1) must(200, await auditor.get('/account/activity'));
  expect(await views()).toBe(2);
  house.clock.advance(HOUR / 2);
  must(200, await auditor.get('/account/users'));
  expect(await views()).toBe(2);
  house.clock.advance(HOUR / 2 + 1);
  must(200, await auditor.signIn());
  must(200, await auditor.post('/account/switch', { account: await accountOf(owner) }));
  must(200, await owner.signIn());
  must(200, await auditor.get('/account/users'));
  expect(await views()).toBe(3);
});

test('the activity pages through everything once, and filters by kind, person and day', async () => {
  const owner = await signedInCustomer(house);
  const member = await joinTeam(house, owner, 'technical');
  const id = await idOf(member);
  for (let round = 0; round < 16; round += 1) {
    must(200, await owner.post(`/account/users/${id}/role`, { role: 'billing' }));
    must(200, await owner.post(`/account/users/${id}/role`, { role: 'technical' }));
  }
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: { events: { id: string }[]; next: string | null } = must(
      200,
      await owner.get(`/account/activity?cursor=${next}`),
    ).json;
    seen.push(...page.events.map(({ id: event }) => event));
    next = page.next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThanOrEqual(34);
  const only = async (query: string) => (await owner.get(`/account/activity?${query}`)).json.events;
  expect(await only('kind=invitation-accepted')).toHaveLength(1);
  expect(await only(`who=${member.email.toUpperCase()}&kind=invitation-sent`)).toHaveLength(1);
  expect(await only('to=2020-01-01')).toEqual([]);
  const today = house.clock.now().toISOString().slice(0, 10);
  expect((await only(`from=${today}&to=${today}`)).length).toBe(25);
});
