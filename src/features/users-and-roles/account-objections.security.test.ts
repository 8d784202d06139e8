/*
 * The attacker has the session of one owner, proven just now, and uses it: to add a friend, to pass ownership, to throw the
 * other owners out, to loosen the rules. Or they are an owner who was rightly dismissed, and use the links in their mails to
 * keep the others from working. Or they read one owner's mail, and nothing else.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { customerWithPhone, type Phone, signInWithPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { accountOf, idOf, invite, joinAsOwner, joinTeam, must, signedInCustomer } from '../../../test/team.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';
import { backIn, dayIn, frozenUntil, membershipOf, objectionLink, stop, type Team, team, undo } from './testing.ts';

const house = await openHouse();
const { pool } = house.database;

// All visitors come from few networks, and every mail is read: each test begins with untouched budgets and an empty mailbox.
beforeEach(async () => {
  await pool.query('delete from rate_limits');
  await pool.query('delete from dev_mailbox');
});

function expectFrozen(answer: Answer): void {
  expect([answer.status, answer.json.type]).toEqual([403, expect.stringMatching(/changes-frozen$/)]);
}

describe('who gets a link', () => {
  test('every owner of before the change, the one in whose name it was made among them; no member, no new owner', async () => {
    const { owner, second, member, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'administrator' }));
    const links = new Set([await objectionLink(house, owner, /role/), await objectionLink(house, second, /role/)]);
    expect(links.size).toBe(2);
    for (const mail of await house.mailsTo(member.email)) expect(mail.text).not.toContain('/objections/');
    const heir = await joinAsOwner(house, owner);
    const passed = (await house.mailsTo(heir.email)).findLast(({ subject }) => /new owner/.test(subject));
    expect(passed?.text).toBeDefined();
    expect(passed?.text).not.toContain('/objections/');
    expect(await objectionLink(house, second, /new owner/)).toMatch(/./);
  });

  test.each([
    ['removed', (ids: Team['ids']) => [`/account/users/${ids.second}/remove`, {}] as const],
    ['demoted', (ids: Team['ids']) => [`/account/users/${ids.second}/role`, { role: 'auditor' }] as const],
    ['suspended', (ids: Team['ids']) => [`/account/users/${ids.second}/suspend`, {}] as const],
  ])('an owner who was %s may stop, not undo', async (_what, act) => {
    const { account, owner, second, ids } = await team(house);
    const [path, body] = act(ids);
    must(200, await owner.post(path, body));
    const token = await objectionLink(house, second, /your place/);
    const seen = must(200, await house.visitor().get(`/objections/${token}`)).json;
    expect([seen.state, seen.needs]).toEqual(['open', []]);
    expect((await undo(second, token)).status).toBe(409);
    expect(must(200, await stop(house, token)).json.state).toBe('frozen');
    expectFrozen(await owner.post(`/account/users/${ids.member}/remove`));
    expect(await membershipOf(house, account, ids.member)).toMatchObject({ role: 'technical' });
  });

  test('nobody for what happened by itself and gives no power, nor for a look', async () => {
    const { owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/suspend`, { until: dayIn(house, 2) }));
    house.clock.advance(3 * DAY);
    await house.parts.jobs.runPending();
    const ended = (await house.mailsTo(second.email)).findLast(({ subject }) => /suspension ended/i.test(subject));
    expect(ended?.text).toBeDefined();
    expect(ended?.text).not.toContain('/objections/');
  });
});

describe('the link', () => {
  test('opened by a scanner any number of times, or fetched as a form’s address, changes nothing', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
    const token = await objectionLink(house, second, /role/);
    for (let look = 0; look < 3; look += 1) {
      must(200, await house.visitor().page(`/objections/${token}`));
      expect((await house.visitor().get(`/objections/${token}`)).json.state).toBe('open');
      await house.visitor().get(`/objections/${token}/undo`);
    }
    expect(await frozenUntil(house, account)).toBeNull();
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'technical' }));
  });

  test('stops the changes of its own account alone, and nobody’s session', async () => {
    const other = await team(house);
    const one = await team(house);
    await backIn({ account: other.account, visitors: [other.owner, other.second, other.member] });
    must(200, await one.owner.post(`/account/users/${one.ids.member}/role`, { role: 'billing' }));
    const reader = other.owner.elsewhere();
    await reader.signIn();
    expect(must(200, await stop(house, await objectionLink(house, one.second, /role/), reader)).json.state).toBe(
      'frozen',
    );
    expect(await frozenUntil(house, other.account)).toBeNull();
    must(200, await other.owner.post(`/account/users/${other.ids.member}/role`, { role: 'billing' }));
    for (const { second, member } of [one, other]) {
      must(200, await second.get('/session'));
      must(200, await member.get('/session'));
    }
    must(200, await reader.get('/session'));
    // What is their own goes on.
    must(200, await one.second.post('/security/login-alerts', { mode: 'every' }));
  });

  test('ends the sessions of the owner in whose name it was done, when it is that owner who objects', async () => {
    const { owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
    must(200, await stop(house, await objectionLink(house, owner, /role/)));
    expect((await owner.get('/session')).status).toBe(401);
    must(200, await second.get('/session'));
  });

  const isIn = async (visitor: Visitor) => (await visitor.get('/session')).status === 200;

  test('ends them also where another owner objected first, and the page keeps the button for it', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
    const [mine, theirs] = [await objectionLink(house, owner, /role/), await objectionLink(house, second, /role/)];
    must(200, await stop(house, theirs));
    expect(await isIn(owner)).toBe(true);
    const button = 'End all my sessions';
    expect((await house.visitor().page(`/objections/${mine}`)).text).toContain(button);
    expect((await house.visitor().page(`/objections/${theirs}`)).text).not.toContain(button);
    const pressed = await house.visitor().post(`/objections/${mine}`, {}, { accept: 'text/html' });
    expect(pressed.text).toContain('All your sessions are ended.');
    expect(pressed.text).not.toContain(button);
    expect(await isIn(owner)).toBe(false);
    expect(await isIn(second)).toBe(true);
    // Every time: the thief, who knows the password, may be in again.
    await backIn({ account, visitors: [owner] });
    house.clock.advance(DAY + MINUTE);
    must(200, await owner.signIn());
    must(200, await stop(house, mine));
    expect(await isIn(owner)).toBe(false);
  });

  test('ends them also where this owner stopped changes a short while ago', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await second.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
    must(200, await stop(house, await objectionLink(house, owner, /role/)));
    house.clock.advance(DAY + MINUTE);
    await backIn({ account, visitors: [owner, second] });
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'auditor' }));
    const refused = await stop(house, await objectionLink(house, owner, /role/), owner);
    expect([refused.status, refused.json.detail]).toEqual([
      409,
      expect.stringMatching(/^All your sessions are ended\. /),
    ]);
    expect(owner.cookies.has('session')).toBe(false);
    expect(await isIn(owner)).toBe(false);
    expect(await isIn(second)).toBe(true);
  });

  test('lives seven days, is spent with the undo, and is worth nothing when its owner was disabled', async () => {
    const { owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
    const [mine, theirs] = [await objectionLink(house, owner, /role/), await objectionLink(house, second, /role/)];
    must(200, await undo(second, theirs));
    for (const token of [mine, theirs]) {
      expect((await house.visitor().get(`/objections/${token}`)).status).toBe(410);
      expect((await stop(house, token)).status).toBe(410);
      expect((await undo(second, token)).status).toBe(410);
    }
    await backIn({ account: await accountOf(second), visitors: [owner] });
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'auditor' }));
    const late = await objectionLink(house, second, /role/);
    must(200, await house.visitor().get(`/objections/${late}`));
    await house.parts.operator.disable(second.email);
    expect((await stop(house, late)).status).toBe(410);
    house.clock.advance(7 * DAY + MINUTE);
    expect((await stop(house, await objectionLink(house, owner, /role/))).status).toBe(410);
  });

  test('pressed by ten of both owners at once stops once: one line, one freeze', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
    const tokens = [await objectionLink(house, owner, /role/), await objectionLink(house, second, /role/)];
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => stop(house, tokens[index % 2] ?? '')));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map(({ json }) => json.until)).size).toBe(1);
    const { rows } = await pool.query(
      `select count(*)::int as count from account_activity where account_id = $1 and kind = 'changes-stopped'`,
      [account],
    );
    expect(rows[0].count).toBe(1);
  });
});

describe('while changes are stopped', () => {
  test('nobody changes anything by any door, everybody looks, and it ends by itself', async () => {
    const { account, owner, second, member, ids } = await team(house);
    const guest = await signedInCustomer(house);
    const invitation = await invite(house, owner, guest.email, 'billing');
    const { rows } = await pool.query(`select id from invitations where account_id = $1 and state = 'open'`, [account]);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'auditor' }));
    must(200, await stop(house, await objectionLink(house, second, /role/)));
    for (const actor of [owner, second]) {
      const target = actor === owner ? ids.second : ids.owner;
      for (const [path, body] of [
        ['/account', { name: 'Renamed' }],
        ['/account/policy', { secondFactor: 'optional' }],
        [`/account/users/${ids.member}/role`, { role: 'administrator' }],
        [`/account/users/${target}/role`, { role: 'auditor' }],
        [`/account/users/${ids.member}/suspend`, {}],
        [`/account/users/${ids.member}/resume`, {}],
        [`/account/users/${ids.member}/remove`, {}],
        [`/account/users/${target}/remove`, {}],
        [`/account/users/${ids.member}/stop-ownership`, {}],
        ['/account/invitations', { email: 'somebody@example.net', role: 'owner' }],
        [`/account/invitations/${rows[0].id}/resend`, {}],
        [`/account/invitations/${rows[0].id}/revoke`, {}],
        ['/account/leave', {}],
      ] as const) {
        const answer = await actor.post(path, body);
        expect([path, answer.status, answer.json.type]).toEqual([path, 403, expect.stringMatching(/changes-frozen$/)]);
      }
    }
    expectFrozen(await member.post('/account/leave'));
    expectFrozen(await guest.post(`/invitations/${invitation}`, { accept: true }));
    for (const path of ['/account', '/account/users', '/account/policy', '/account/activity', '/account/invitations']) {
      must(200, await second.get(path));
    }
    const until = (await frozenUntil(house, account))?.toISOString();
    expect((await second.get('/account')).json.changesStoppedUntil).toBe(until);
    house.clock.advance(DAY + MINUTE);
    await backIn({ account, visitors: [owner, second] });
    expect((await second.get('/account')).json.changesStoppedUntil).toBeNull();
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'technical' }));
    must(200, await guest.signIn());
    must(200, await guest.post(`/invitations/${invitation}`, { accept: true }));
  });

  test('whoever lacks the right is told that, not that changes are stopped', async () => {
    const { owner, second, member, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'auditor' }));
    must(200, await stop(house, await objectionLink(house, second, /role/)));
    const answer = await member.post(`/account/users/${ids.second}/remove`);
    expect(answer.json.type).toMatch(/not-allowed$/);
  });

  test('ownership does not pass: its clock stands still for exactly as long', async () => {
    const { account, owner, second } = await team(house);
    const heir = await joinTeam(house, owner, 'owner');
    const id = await idOf(heir);
    const before = (await membershipOf(house, account, id)).owner_from;
    house.clock.advance(47 * HOUR);
    must(200, await stop(house, await objectionLink(house, second, /will become an owner/)));
    expect((await membershipOf(house, account, id)).owner_from.getTime() - before.getTime()).toBe(DAY);
    house.clock.advance(23 * HOUR);
    await house.parts.jobs.runPending();
    must(200, await heir.signIn());
    expect((await membershipOf(house, account, id)).role).toBe('owner');
    expect((await membershipOf(house, account, id)).state).toBe('waiting');
    house.clock.advance(2 * HOUR);
    await house.parts.jobs.runPending();
    expect((await membershipOf(house, account, id)).state).toBe('active');
  });

  test('an objection at the very instant at which ownership passes: one of both comes first, never half of each', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { account, owner, second, ids } = await team(house);
      const heir = await joinTeam(house, owner, 'owner');
      const id = await idOf(heir);
      const token = await objectionLink(house, second, /will become an owner/);
      house.clock.advance(48 * HOUR);
      const [stopped] = await Promise.all([stop(house, token), heir.signIn(), house.parts.jobs.runPending()]);
      must(200, stopped);
      // It was due: it passed, and the freeze holds what the new owner may do with it.
      expect(await membershipOf(house, account, id)).toMatchObject({
        role: 'owner',
        state: 'active',
        owner_from: null,
      });
      must(200, await heir.signIn());
      must(200, await heir.post('/account/switch', { account }));
      expectFrozen(await heir.post(`/account/users/${ids.owner}/remove`));
    }
  });

  test('an objection and the thief’s next change at once: the change is before it, or refused', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'administrator' }));
    const token = await objectionLink(house, second, /role/);
    const [stopped, removed] = await Promise.all([
      stop(house, token),
      owner.post(`/account/users/${ids.second}/remove`),
    ]);
    must(200, stopped);
    expect([200, 403]).toContain(removed.status);
    expect(await membershipOf(house, account, ids.second)).toEqual(
      removed.status === 403 ? expect.objectContaining({ role: 'owner' }) : null,
    );
    expectFrozen(await owner.post(`/account/users/${ids.member}/remove`));
  });
});

describe('a freeze as a weapon', () => {
  test('one owner stops changes once in seven days: a second time they are told so, and others still can', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
    must(200, await stop(house, await objectionLink(house, second, /role/)));
    house.clock.advance(DAY + HOUR);
    await backIn({ account, visitors: [owner] });
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'auditor' }));
    const again = await objectionLink(house, second, /role/);
    const refused = await stop(house, again);
    expect([refused.status, refused.json.type]).toEqual([409, expect.stringMatching(/conflict$/)]);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'technical' }));
    // The undo stays theirs, and so does the other owner's objection.
    must(200, await stop(house, await objectionLink(house, owner, /role/)));
    must(200, await undo(second, again));
  });

  test('an objection while it holds makes it no longer', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
    must(200, await owner.post(`/account/users/${ids.member}/suspend`, {}));
    const first = must(200, await stop(house, await objectionLink(house, second, /role/))).json;
    house.clock.advance(20 * HOUR);
    expect(must(200, await stop(house, await objectionLink(house, owner, /suspended/))).json.until).toBe(first.until);
    expect((await frozenUntil(house, account))?.toISOString()).toBe(first.until);
  });

  test('a dismissed owner with all their old links holds the account up for two days at most, ever', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post('/account', { name: 'First' }));
    must(200, await owner.post('/account', { name: 'Second' }));
    const old = await objectionLink(house, second, /details/);
    must(200, await owner.post(`/account/users/${ids.second}/remove`));
    const dismissal = await objectionLink(house, second, /your place/);
    must(200, await stop(house, old));
    expect((await undo(second, old)).status).toBe(409);
    house.clock.advance(DAY + HOUR);
    must(200, await stop(house, dismissal));
    house.clock.advance(DAY + HOUR);
    const links = (await house.mailsTo(second.email)).flatMap(
      ({ text }) => /\/objections\/([\w-]{43})/.exec(text)?.[1] ?? [],
    );
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) await stop(house, link);
    await backIn({ account, visitors: [owner] });
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
  });

  test('baiting an owner into using up their stop does not let a thief throw them out unstopped', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post('/account', { name: 'Bait' }));
    must(200, await stop(house, await objectionLink(house, second, /details/)));
    house.clock.advance(DAY + HOUR);
    await backIn({ account, visitors: [owner] });
    must(200, await owner.post(`/account/users/${ids.second}/remove`));
    must(200, await stop(house, await objectionLink(house, second, /your place/)));
    expectFrozen(await owner.post(`/account/users/${ids.member}/remove`));
  });

  async function ownerWithOldPhone(): Promise<{ owner: Visitor; phone: Phone }> {
    const { visitor, phone } = await customerWithPhone(house);
    house.clock.advance(8 * DAY);
    must(200, await signInWithPhone(visitor, phone));
    return { owner: visitor, phone };
  }

  test('a present owner’s proof with something older than seven days ends it, and the wait goes on where it was', async () => {
    const { owner, phone } = await ownerWithOldPhone();
    const heir = await joinTeam(house, owner, 'owner');
    const [account, id] = [await accountOf(owner), await idOf(heir)];
    const before = (await membershipOf(house, account, id)).owner_from;
    must(200, await stop(house, await objectionLink(house, owner, /will become an owner/)));
    expect((await membershipOf(house, account, id)).owner_from.getTime() - before.getTime()).toBe(DAY);
    const stoppedAt = house.clock.now().getTime();
    house.clock.advance(HOUR);
    must(200, await signInWithPhone(owner, phone));
    expectFrozen(await owner.post('/account', { name: 'Not yet' }));
    must(200, await owner.post('/step-up', { method: 'totp', code: phone.code() }));
    must(200, await owner.post('/account', { name: 'Now' }));
    expect((await membershipOf(house, account, id)).owner_from.getTime() - before.getTime()).toBe(
      house.clock.now().getTime() - stoppedAt,
    );
    expect((await owner.get('/account/activity')).text).toContain('changes-released');
  });

  test('not by a password, by a member, nor by the owner whose change was objected to', async () => {
    const { owner, phone } = await ownerWithOldPhone();
    const account = await accountOf(owner);
    const second = await joinTeam(house, owner, 'owner');
    house.clock.advance(48 * HOUR);
    must(200, await signInWithPhone(owner, phone));
    await backIn({ account, visitors: [second] });
    const administrator = await ownerWithOldPhone();
    const token = await invite(house, owner, administrator.owner.email, 'administrator').catch(() => null);
    expect(token).toBeNull();
    must(200, await signInWithPhone(owner, phone));
    const invitation = await invite(house, owner, administrator.owner.email, 'administrator');
    must(200, await administrator.owner.post(`/invitations/${invitation}`, { accept: true }));
    must(200, await administrator.owner.post('/account/switch', { account }));
    must(200, await owner.post('/account', { name: 'Objected to' }));
    must(200, await stop(house, await objectionLink(house, second, /details/)));
    const until = await frozenUntil(house, account);
    house.clock.advance(MINUTE);
    await backIn({ account, visitors: [second] });
    must(200, await second.post('/step-up', { method: 'password', password: second.password }));
    for (const each of [administrator, { owner, phone }]) {
      must(200, await each.owner.post('/step-up', { method: 'totp', code: each.phone.code() }));
    }
    expect(await frozenUntil(house, account)).toEqual(until);
  });

  test('not by an owner who had stopped the changes first, to be the one who can end it; and the other’s link stays good', async () => {
    const { owner, phone } = await ownerWithOldPhone();
    const account = await accountOf(owner);
    const second = await joinTeam(house, owner, 'owner');
    house.clock.advance(48 * HOUR);
    must(200, await signInWithPhone(owner, phone));
    await backIn({ account, visitors: [second] });
    must(200, await second.post('/account', { name: 'Honest' }));
    const bait = await objectionLink(house, owner, /details/);
    must(200, await owner.post(`/account/users/${await idOf(second)}/remove`));
    const loss = await objectionLink(house, second, /your place/);
    must(200, await stop(house, bait));
    expect(must(200, await stop(house, loss)).json.state).toBe('frozen');
    must(200, await owner.post('/step-up', { method: 'totp', code: phone.code() }));
    expectFrozen(await owner.post('/account', { name: 'Taken' }));
    house.clock.advance(DAY + HOUR);
    expect(must(200, await stop(house, loss)).json.state).toBe('frozen');
    must(200, await signInWithPhone(owner, phone));
    expectFrozen(await owner.post('/account', { name: 'Taken' }));
  });

  test('not by the new owner whose ownership was objected to, however old their own phone is', async () => {
    const { account, owner, second } = await team(house);
    const heir = await ownerWithOldPhone();
    const id = await idOf(heir.owner);
    await backIn({ account, visitors: [owner] });
    const invitation = await invite(house, owner, heir.owner.email, 'owner');
    must(200, await heir.owner.post(`/invitations/${invitation}`, { accept: true }));
    house.clock.advance(48 * HOUR);
    await house.parts.jobs.runPending();
    expect((await membershipOf(house, account, id)).role).toBe('owner');
    must(200, await stop(house, await objectionLink(house, second, /new owner/)));
    must(200, await signInWithPhone(heir.owner, heir.phone));
    must(200, await heir.owner.post('/account/switch', { account }));
    must(200, await heir.owner.post('/step-up', { method: 'totp', code: heir.phone.code() }));
    expect(await frozenUntil(house, account)).not.toBeNull();
    expectFrozen(await heir.owner.post('/account', { name: 'Taken' }));
  });
});
