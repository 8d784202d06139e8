/*
 * A company says that its account works from the office alone. A member's session is stolen and carried elsewhere; a thief
 * with a member's password comes by every way into the account; one with an owner's session edits the list; two owners edit
 * at once; somebody names the list of another account. And the company's own people, who are members of other accounts, too,
 * must never be shut out of those; nor its owner out of this one.
 */
import { describe, expect, test } from 'vitest';
import { addressOf, bodyFor } from '../../../test/door-bodies.ts';
import { openHouse } from '../../../test/house.ts';
import { linkIn } from '../../../test/link-in.ts';
import { accountOf, idOf, invite, joinAsOwner, joinTeam, must } from '../../../test/team.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';

const house = await openHouse();
const PAGE = '/account/policy/addresses';
const OFFICE = '198.51.100.20';
const HOME = '203.0.113.9';

const only = (...ranges: string[]) => ({ entries: ranges.map((range) => ({ range })) });
const isRefused = (answer: Answer) => answer.status === 401 && /\/address-not-allowed$/.test(answer.json?.type ?? '');

async function newOwner(): Promise<Visitor> {
  const owner = await house.customer({ address: OFFICE });
  must(200, await owner.signIn());
  house.clock.advance(1000);
  return owner;
}

async function prove(visitor: Visitor): Promise<Answer> {
  house.clock.advance(1000);
  return must(200, await visitor.post('/step-up', { method: 'password', password: visitor.password }));
}

async function turnOn(owner: Visitor, ...ranges: string[]): Promise<void> {
  must(200, await owner.post(PAGE, only(...(ranges.length > 0 ? ranges : ['198.51.100.0/24']))));
  await prove(owner);
  must(200, await owner.post(`${PAGE}/confirm`));
}

/** A company of an owner and one member, both at the office, with a list. */
async function company(role = 'technical') {
  const owner = await newOwner();
  const member = await joinTeam(house, owner, role);
  member.address = OFFICE;
  await turnOn(owner);
  return { owner, member, account: await accountOf(owner) };
}

/** The session cookie in another browser. */
function carried(visitor: Visitor, address = HOME): Visitor {
  const thief = visitor.elsewhere({ address });
  for (const [name, value] of visitor.cookies) thief.cookies.set(name, value);
  return thief;
}

/** Somebody else becomes the owner of the member's own account, and the member leaves it. */
async function joinHeir(member: Visitor, account: string): Promise<Visitor> {
  const company = await accountOf(member);
  must(200, await member.post('/account/switch', { account }));
  const heir = await joinAsOwner(house, member);
  must(200, await member.post('/account/switch', { account }));
  must(200, await member.post('/account/leave', { account }));
  expect((await member.get('/session')).json.account.id).toBe(company);
  return heir;
}

const trailOf = async (owner: Visitor) =>
  (await owner.get('/account/activity')).json.events as {
    kind: string;
    address: string | null;
    actor: string | null;
  }[];
const kindsOf = async (owner: Visitor) => (await trailOf(owner)).map(({ kind }) => kind);

describe('a member’s session, carried out of the account’s list', () => {
  test('is shut at every door, in both faces, but for the ways out; and nothing is told of account or list (IP-5, MR-6)', async () => {
    const { owner, member } = await company('administrator');
    const thief = carried(member);
    const ways = new Set([
      'GET /account/switch',
      'POST /account/switch',
      'GET /step-up',
      'POST /step-up',
      'POST /step-up/passkey/options',
    ]);
    const doors = house.parts.routes.filter(({ guardName }) => guardName.startsWith('signed in: '));
    expect(doors.length).toBeGreaterThan(50);
    for (const { method, path } of doors) {
      const name = `${method} ${path}`;
      if (ways.has(name)) continue;
      const body = method === 'POST' ? bodyFor(name, member) : undefined;
      const answer = await thief.send(method, addressOf(path), body);
      expect([answer.status, answer.json?.type], name).toEqual([401, expect.stringMatching(/\/address-not-allowed$/)]);
      const page = await thief.send(method, addressOf(path), body, { accept: 'text/html' });
      expect(page.status, name).toBe(401);
      expect(page.text, name).toContain('/account/switch');
      for (const secret of ['198.51.100', owner.name, owner.email, member.email])
        expect(page.text, name).not.toContain(secret);
    }
    // Frozen, not ended: at the office it goes on.
    expect((await member.get('/session')).json.account.role).toBe('administrator');
    // Once in the member's own history, once in the account's trail.
    const own = (await member.get('/security/login-history')).json.events as { kind: string }[];
    expect(own.filter(({ kind }) => kind === 'session-elsewhere')).toHaveLength(1);
    const refused = (await trailOf(owner)).filter(({ kind }) => kind === 'address-refused');
    expect(refused).toEqual([expect.objectContaining({ address: HOME })]);
  });

  test('is nobody at the doors for everybody, and can leave', async () => {
    const { member } = await company();
    const thief = carried(member);
    for (const path of ['/', '/guide', '/check-mail'])
      expect((await thief.page(path)).text, path).not.toContain(member.email);
    must(204, await thief.post('/sign-out'));
    expect((await member.get('/session')).status).toBe(401);
  });

  test('may go to another account of the member, works there, and does not get back', async () => {
    const { owner, member, account } = await company();
    const thief = carried(member);
    const accounts = must(200, await thief.get('/account/switch')).json.accounts as { id: string; current: boolean }[];
    const own = accounts.find(({ current }) => !current)?.id;
    must(200, await thief.post('/account/switch', { account: own }));
    expect((await thief.get('/session')).json.account).toMatchObject({ id: own, role: 'owner' });
    must(200, await thief.get('/security'));
    expect(isRefused(await thief.post('/account/switch', { account }))).toBe(true);
    expect((await thief.get('/session')).json.account.id).toBe(own);
    thief.address = OFFICE;
    must(200, await thief.post('/account/switch', { account }));
    const mails = (await house.mailsTo(owner.email)).filter(({ subject }) => /refused at your account/.test(subject));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(member.email);
    expect(mails[0]?.text).not.toContain('198.51.100');
  });

  test('floods nobody: however often it is tried, the owners get a mail an hour for each address, and five in all', async () => {
    const { owner, member, account } = await company();
    member.address = HOME;
    must(200, await member.signIn());
    for (let n = 0; n < 12; n++) {
      member.address = `203.0.113.${n}`;
      for (let again = 0; again < 2; again++)
        expect(isRefused(await member.post('/account/switch', { account }))).toBe(true);
    }
    const mails = (await house.mailsTo(owner.email)).filter(({ subject }) => /refused at your account/.test(subject));
    expect(mails.length).toBeLessThanOrEqual(5);
    expect(mails.length).toBeGreaterThan(0);
  });

  test('steps up for itself and for nothing in the account', async () => {
    const { member } = await company('administrator');
    const thief = carried(member);
    must(200, await thief.post('/step-up', { method: 'password', password: member.password }));
    expect(isRefused(await thief.get('/account/users'))).toBe(true);
    expect(isRefused(await thief.post('/account/invitations', { email: 'x@example.test', role: 'auditor' }))).toBe(
      true,
    );
  });
});

describe('a way into the account from elsewhere', () => {
  test('by a sign-in opens the member’s own account instead', async () => {
    const { member, account } = await company();
    const there = member.elsewhere({ address: HOME });
    must(200, await there.signIn());
    expect((await there.get('/session')).json.account.id).not.toBe(account);
  });

  test('for somebody whose only account this is opens one of their own', async () => {
    const { member, account } = await company();
    const own = (
      await house.database.pool.query('select account_id from memberships where user_id = $1 and account_id <> $2', [
        await idOf(member),
        account,
      ])
    ).rows[0].account_id;
    // They handed it over to somebody else and left it.
    const heir = await joinHeir(member, own);
    expect(await idOf(heir)).not.toBe(await idOf(member));
    const there = member.elsewhere({ address: HOME });
    must(200, await there.signIn());
    const session = (await there.get('/session')).json;
    expect(session.account.role).toBe('owner');
    expect([own, account]).not.toContain(session.account.id);
  });

  test('by accepting an invitation is refused, and the link stays good for the office', async () => {
    const { owner } = await company();
    const guest = await house.customer({ address: HOME });
    must(200, await guest.signIn());
    const token = await invite(house, owner, guest.email, 'technical');
    const shown = must(200, await guest.get(`/invitations/${token}`)).json;
    expect(shown.account).toMatchObject({ restrictsAddresses: true });
    expect((await guest.page(`/invitations/${token}`)).text).toContain('From certain addresses only');
    expect(isRefused(await guest.post(`/invitations/${token}`, { accept: true }))).toBe(true);
    guest.address = OFFICE;
    must(200, await guest.post(`/invitations/${token}`, { accept: true }));
  });

  test('by declining is no way in, so it works from everywhere', async () => {
    const { owner } = await company();
    const guest = await house.customer({ address: HOME });
    must(200, await guest.signIn());
    const token = await invite(house, owner, guest.email, 'technical');
    must(200, await guest.post(`/invitations/${token}`, { accept: false }));
  });

  test('from another account of one’s own: leaving is a change there, and refused', async () => {
    const { member, account } = await company();
    member.address = HOME;
    must(200, await member.signIn());
    expect(isRefused(await member.post('/account/leave', { account }))).toBe(true);
    member.address = OFFICE;
    must(200, await member.post('/account/leave', { account }));
  });

  test('stays shut by the member’s own list although the account’s would let them in, and the other way round', async () => {
    const { member, account } = await company();
    must(200, await member.post('/security/ip-restriction', only('198.51.100.20', '203.0.113.0/24')));
    await prove(member);
    must(200, await member.post('/security/ip-restriction/confirm'));
    const colleague = carried(member, '198.51.100.77');
    expect(isRefused(await colleague.get('/session'))).toBe(true);
    // Their own list, so no other account is offered either.
    expect(isRefused(await colleague.get('/account/switch'))).toBe(true);
    const home = carried(member, HOME);
    expect(isRefused(await home.get('/session'))).toBe(true);
    expect((await home.get('/account/switch')).status).toBe(200);
    expect((await member.get('/session')).json.account.id).toBe(account);
  });

  test('without an address at all is refused', async () => {
    const { member } = await company();
    expect(isRefused(await carried(member, 'unknown').get('/session'))).toBe(true);
  });
});

describe('the list', () => {
  test('is an owner’s alone: an administrator, and everybody below, neither reads nor changes it', async () => {
    const { owner, account } = await company();
    for (const role of ['administrator', 'technical', 'billing', 'auditor']) {
      const member = await house.customer({ address: OFFICE });
      must(200, await member.signIn());
      must(200, await owner.signIn());
      const token = await invite(house, owner, member.email, role);
      must(200, await member.post(`/invitations/${token}`, { accept: true }));
      must(200, await member.post('/account/switch', { account }));
      for (const [method, path] of [
        ['GET', PAGE],
        ['POST', `${PAGE}/check`],
        ['POST', PAGE],
        ['POST', `${PAGE}/confirm`],
        ['POST', `${PAGE}/remove`],
      ] as const) {
        const answer = await member.send(method, path, method === 'POST' ? bodyFor(`POST ${path}`, member) : undefined);
        expect([answer.status, answer.json.type], `${role} ${method} ${path}`).toEqual([
          403,
          expect.stringMatching(/not-allowed$/),
        ]);
      }
      const policy = must(200, await member.get('/account/policy'));
      expect(policy.json.restrictsAddresses).toBe(true);
      expect((await member.page('/account/policy')).text).not.toContain('198.51.100');
    }
  });

  test('is not edited, kept or removed by a stolen session that cannot step up', async () => {
    const { owner } = await company();
    house.clock.advance(11 * MINUTE);
    for (const path of [PAGE, `${PAGE}/confirm`, `${PAGE}/remove`]) {
      const answer = await owner.post(path, bodyFor(`POST ${path}`, owner));
      expect([answer.status, answer.json.type], path).toEqual([403, expect.stringMatching(/step-up-required$/)]);
    }
    expect((await owner.get(PAGE)).json).toMatchObject({ state: 'active', entries: [{ range: '198.51.100.0/24' }] });
  });

  test('that refuses its setter wants that said, and takes itself back', async () => {
    const owner = await newOwner();
    const refused = await owner.post(PAGE, only('192.0.2.0/24'));
    expect([refused.status, refused.json.type]).toEqual([409, expect.stringMatching(/lockout-risk$/)]);
    expect((await owner.get(PAGE)).json.state).toBe('off');
    must(200, await owner.post(PAGE, { ...only('192.0.2.0/24'), confirmLockout: true }));
    expect(isRefused(await owner.get('/session'))).toBe(true);
    house.clock.advance(15 * MINUTE + 1000);
    must(200, await owner.get('/session'));
    await house.parts.jobs.runPending();
    expect((await owner.get(PAGE)).json).toMatchObject({ state: 'off', reverted: true });
    expect(await kindsOf(owner)).toEqual(['addresses-reverted', 'address-refused', 'addresses-changed']);
    const subjects = (await house.mailsTo(owner.email)).map(({ text }) => text).join('\n');
    expect(subjects).toContain('took itself back');
    expect(subjects).not.toContain('192.0.2');
  });

  test('is not kept by the session that set it, nor by an owner’s proof of before', async () => {
    const owner = await newOwner();
    const second = await joinAsOwner(house, owner);
    second.address = OFFICE;
    must(200, await owner.signIn());
    must(200, await second.signIn());
    must(200, await second.post('/account/switch', { account: await accountOf(owner) }));
    must(200, await owner.post(PAGE, only(OFFICE)));
    for (const one of [owner, second]) {
      const answer = await one.post(`${PAGE}/confirm`);
      expect([answer.status, answer.json.type]).toEqual([403, expect.stringMatching(/step-up-required$/)]);
    }
    await prove(second);
    expect(must(200, await second.post(`${PAGE}/confirm`)).json).toEqual({ state: 'active' });
    // Both owners heard of both acts.
    for (const one of [owner, second]) {
      const texts = (await house.mailsTo(one.email)).map(({ subject }) => subject).join('\n');
      expect(texts).toMatch(/list of addresses was changed/);
      expect(texts).toMatch(/list of addresses was kept/);
    }
  });

  test('edited by two owners at once: one list wins whole, and the other is told', async () => {
    const owner = await newOwner();
    const second = await joinAsOwner(house, owner);
    const account = await accountOf(owner);
    second.address = OFFICE;
    for (const one of [owner, second]) must(200, await one.signIn());
    must(200, await second.post('/account/switch', { account }));
    const mine = must(200, await owner.post(`${PAGE}/check`, only('198.51.100.0/24', '192.0.2.1'))).json.list;
    const theirs = must(200, await second.post(`${PAGE}/check`, only(OFFICE))).json.list;
    const [late, good] = await Promise.all([owner.post(PAGE, { list: mine }), second.post(PAGE, { list: theirs })]);
    expect([late.status, late.json.type]).toEqual([409, expect.stringMatching(/conflict$/)]);
    must(200, good);
    expect((await second.get(PAGE)).json.entries).toMatchObject([{ range: OFFICE }]);
    // The same id does not set it twice.
    expect((await second.post(PAGE, { list: theirs })).status).toBe(409);
  });

  test('is named by its id within its account alone', async () => {
    const { owner } = await company();
    const foreign = must(200, await owner.post(`${PAGE}/check`, only('0.0.0.0/0'))).json.list;
    const active = (
      await house.database.pool.query('select confirmed_list from address_restrictions where owner_id = $1', [
        await accountOf(owner),
      ])
    ).rows[0].confirmed_list;
    const stranger = await newOwner();
    must(200, await stranger.post('/security/ip-restriction', only('198.51.100.0/24')));
    const { rows } = await house.database.pool.query(
      "select id from address_lists where owner_kind = 'user' and owner_id = $1",
      [await idOf(stranger)],
    );
    for (const list of [foreign, active, rows[0].id, 'adl_nothing']) {
      for (const body of [{ list }, { list, range: OFFICE }]) {
        const answer = await stranger.post(PAGE, body);
        expect([answer.status, answer.json.type], JSON.stringify(body)).toEqual([
          409,
          expect.stringMatching(/conflict$/),
        ]);
        expect(answer.text).not.toContain('0.0.0.0');
      }
      expect((await stranger.post(`${PAGE}/check`, { list, range: OFFICE })).status).toBe(409);
    }
    expect((await stranger.get(PAGE)).json.state).toBe('off');
    // Nor the one in force of one's own account, which was not just checked.
    expect((await owner.post(PAGE, { list: active })).status).toBe(409);
  });

  test('against its deadline has one winner when it is kept at the same moment', async () => {
    for (const [at, state] of [
      [-1000, 'active'],
      [0, 'off'],
    ] as const) {
      const owner = await newOwner();
      must(200, await owner.post(PAGE, only(OFFICE)));
      house.clock.advance(14 * MINUTE);
      await prove(owner);
      house.clock.advance(MINUTE - 1000 + at);
      const answers = await Promise.all([owner.post(`${PAGE}/confirm`), owner.post(`${PAGE}/confirm`), settle()]);
      for (const answer of answers) if (answer) expect(answer.status).toBe(state === 'active' ? 200 : 409);
      expect((await owner.get(PAGE)).json.state).toBe(state);
      const kinds = await kindsOf(owner);
      const ends = kinds.filter((kind) => kind === 'addresses-reverted' || kind === 'addresses-confirmed');
      expect(ends).toEqual([state === 'active' ? 'addresses-confirmed' : 'addresses-reverted']);
    }

    async function settle(): Promise<null> {
      await house.parts.jobs.runPending();
      return null;
    }
  });

  test('on trial survives a restart, and a clock that goes back keeps it on trial', async () => {
    const owner = await newOwner();
    must(200, await owner.post(PAGE, { ...only('192.0.2.0/24'), confirmLockout: true }));
    const restarted = house.visitorAfterRestart({ address: OFFICE });
    for (const [name, value] of owner.cookies) restarted.cookies.set(name, value);
    expect(isRefused(await restarted.get('/session'))).toBe(true);
    house.clock.advance(-5 * MINUTE);
    expect(isRefused(await restarted.get('/session'))).toBe(true);
    house.clock.advance(20 * MINUTE + 1000);
    must(200, await restarted.get('/session'));
  });

  test('stops binding whoever is no member any more, who was told so', async () => {
    const { owner, member } = await company();
    must(200, await owner.signIn());
    must(200, await owner.post(`/account/users/${await idOf(member)}/remove`));
    const home = carried(member);
    must(200, await home.get('/security'));
    expect((await home.get('/session')).json.account.role).toBeNull();
    expect((await home.get('/account')).status).toBe(403);
  });

  test('takes ten thousand entries, refuses one more, and a body beyond two megabytes', async () => {
    const owner = await newOwner();
    const lines = Array.from({ length: 9_999 }, (_, n) => `10.${n >> 8}.${n & 255}.0/25  Site ${n}`);
    const whole = [...lines, `${OFFICE}  Office [2099-12-31]`].join('\n');
    const tooMany = await owner.post(PAGE, { lines: `${whole}\n192.0.2.1` });
    expect([tooMany.status, tooMany.json.errors[0].code]).toEqual([422, 'too-many']);
    const started = performance.now();
    const checked = must(200, await owner.post(`${PAGE}/check`, { lines: whole })).json;
    expect(performance.now() - started).toBeLessThan(10_000);
    const one = await owner.post(`${PAGE}/check`, { list: checked.list, range: '192.0.2.1' });
    expect([one.status, one.json.errors[0].code]).toEqual([422, 'too-many']);
    must(200, await owner.post(PAGE, { list: checked.list }));
    must(200, await owner.get('/session'));
    expect((await owner.get(PAGE)).json.entries).toHaveLength(10_000);
    expect((await owner.page(PAGE)).text).toContain(`${OFFICE}  Office  [2099-12-31]`);
    expect((await owner.post(PAGE, { lines: 'x'.repeat(2 * 1024 * 1024 + 1) })).status).toBe(413);
  });

  test('leaves no pile of drafts: each check replaces the one before, and a day ends the last', async () => {
    const owner = await newOwner();
    for (let n = 0; n < 4; n++) must(200, await owner.post(`${PAGE}/check`, only(`198.51.100.${n}`, OFFICE)));
    const account = await accountOf(owner);
    const drafts = async () =>
      (await house.database.pool.query('select id from address_lists where owner_id = $1', [account])).rows.length;
    expect(await drafts()).toBe(1);
    house.clock.advance(30 * 24 * 3600 * 1000);
    await house.parts.jobs.runPending();
    house.clock.advance(30 * 24 * 3600 * 1000);
    await house.parts.jobs.runPending();
    expect(await drafts()).toBe(0);
  });
});

describe('an owner outside the account’s list', () => {
  async function codesOf(owner: Visitor): Promise<string[]> {
    const { backupCodes } = must(201, await owner.post('/security/two-factor/backup-codes')).json;
    must(200, await owner.post('/security/two-factor/backup-codes/saved'));
    return backupCodes;
  }

  async function mailedCode(email: string): Promise<string> {
    const texts = (await house.mailsTo(email)).map(({ text }) => /^([A-Z2-7]{5}-[A-Z2-7]{5})$/m.exec(text)?.[1]);
    return texts.findLast((code) => code !== undefined) ?? '';
  }

  test('is refused at the sign-in after every proof, told the way, and the owners hear of it', async () => {
    const owner = await newOwner();
    await turnOn(owner);
    const home = owner.elsewhere({ address: HOME });
    expect((await home.signIn('not the password at all')).json.type).toMatch(/sign-in-refused$/);
    expect(isRefused(await home.signIn())).toBe(true);
    expect(home.cookies.has('session')).toBe(false);
    // Nor does the browser become a known one: that would be a budget of tries of its own.
    expect(home.cookies.has('device')).toBe(false);
    const mail = (await house.mailsTo(owner.email)).at(-1);
    expect(mail?.subject).toMatch(/refused at your account/);
    expect(await kindsOf(owner)).toContain('address-refused');
  });

  test('opens the address they are at with password, backup code and mail, for fifteen minutes, and all owners hear of it', async () => {
    const owner = await newOwner();
    const [code] = await codesOf(owner);
    await turnOn(owner);
    const home = owner.elsewhere({ address: HOME });
    must(202, await home.post('/recovery', { email: owner.email, lost: 'address' }));
    must(200, await home.post('/recovery/proof', { method: 'mailed-code', code: await mailedCode(owner.email) }));
    must(200, await home.post('/recovery/proof', { method: 'password', password: owner.password }));
    must(200, await home.post('/recovery/proof', { method: 'backup-code', code }));
    must(200, await home.signIn());
    expect((await home.get('/session')).json.account.role).toBe('owner');
    // It opens, and confirms nothing: the list as it is refuses this address.
    house.clock.advance(1000);
    must(200, await home.post(PAGE, { ...only(OFFICE), confirmLockout: true }));
    await prove(home);
    const confirmed = await home.post(`${PAGE}/confirm`);
    expect([confirmed.status, confirmed.json.type]).toEqual([409, expect.stringMatching(/conflict$/)]);
    house.clock.advance(16 * MINUTE);
    expect(isRefused(await home.get('/session'))).toBe(true);
    owner.address = OFFICE;
    must(200, await owner.signIn());
    await house.parts.jobs.runPending();
    expect(await kindsOf(owner)).toContain('address-opened');
  });

  test('opens it for themselves alone: a member at the same address stays outside', async () => {
    const { owner, member } = await company();
    const [code] = await codesOf(owner);
    const home = owner.elsewhere({ address: HOME });
    must(202, await home.post('/recovery', { email: owner.email, lost: 'address' }));
    must(200, await home.post('/recovery/proof', { method: 'mailed-code', code: await mailedCode(owner.email) }));
    must(200, await home.post('/recovery/proof', { method: 'password', password: owner.password }));
    must(200, await home.post('/recovery/proof', { method: 'backup-code', code }));
    expect(isRefused(await carried(member).get('/session'))).toBe(true);
  });

  test('without a backup code waits as for a lost factor; then the list of an account that is theirs alone is lifted', async () => {
    const owner = await newOwner();
    await turnOn(owner);
    const home = owner.elsewhere({ address: HOME });
    must(202, await home.post('/recovery', { email: owner.email, lost: 'address' }));
    must(200, await home.post('/recovery/proof', { method: 'mailed-code', code: await mailedCode(owner.email) }));
    const waiting = must(200, await home.post('/recovery/proof', { method: 'password', password: owner.password }));
    expect(waiting.json.next).toBe('waiting');
    expect(isRefused(await home.signIn())).toBe(true);
    const left = Date.parse(waiting.json.completesAt) - house.clock.now().getTime();
    for (let passed = 0; passed <= left; passed += DAY) {
      house.clock.advance(DAY);
      await house.parts.jobs.runPending();
      await house.parts.runRecoveries();
    }
    await house.parts.jobs.runPending();
    must(200, await home.signIn());
    expect(await kindsOf(home)).toContain('addresses-lifted');
  });

  test('is let in by the operator, which the trail and a mail to every owner say', async () => {
    const { owner, account } = await company();
    const { operator } = house.parts;
    expect(await operator.clearAccountAddresses(owner.email)).toMatchObject([{ id: account, cleared: true }]);
    expect(await operator.clearAccountAddresses(account)).toMatchObject([{ id: account, cleared: false }]);
    expect(await operator.clearAccountAddresses('acc_nothing')).toBe('no-such-user');
    owner.address = HOME;
    must(200, await owner.signIn());
    expect(await kindsOf(owner)).toContain('addresses-cleared');
    expect((await house.mailsTo(owner.email)).map(({ subject }) => subject).join()).toMatch(/staff cleared the list/);
  });

  test('who removed the list by a thief’s hand brings it back with the link of the mail', async () => {
    const owner = await newOwner();
    await turnOn(owner);
    house.clock.advance(1000);
    must(200, await owner.signIn());
    must(200, await owner.post(`${PAGE}/remove`));
    const mail = (await house.mailsTo(owner.email)).findLast(({ subject }) =>
      /list of addresses was removed/.test(subject),
    );
    const link = linkIn(mail, '/objections/');
    const anywhere = owner.elsewhere({ address: HOME });
    must(200, await anywhere.post(link));
    must(200, await anywhere.post(`${link}/undo`, { method: 'password', password: owner.password }));
    expect(isRefused(await anywhere.signIn())).toBe(true);
    must(200, await owner.signIn());
    expect((await owner.get(PAGE)).json).toMatchObject({ state: 'active', entries: [{ range: '198.51.100.0/24' }] });
  });
});
