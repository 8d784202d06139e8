/*
 * The attacker in one owner's session has changed something, and the change is taken back. Or it is the attacker who takes
 * back what an owner did against them: with the mail alone, with another's password, as an owner who is none any more.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { customerWithPhone, signInWithPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { accountOf, idOf, invitationTo, invite, joinTeam, must } from '../../../test/team.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';
import { backIn, dayIn, frozenUntil, membershipOf, objectionLink, stop, team, undo } from './testing.ts';

const house = await openHouse();
const { pool } = house.database;

// All visitors come from few networks, and every mail is read: each test begins with untouched budgets and an empty mailbox.
beforeEach(async () => {
  await pool.query('delete from rate_limits');
  await pool.query('delete from dev_mailbox');
});

describe('an undo', () => {
  test('of each kind puts back what stood before, for an owner with the password of that day', async () => {
    const { account, owner, second, ids } = await team(house);
    const steps: [string, () => Promise<Answer>, RegExp, () => Promise<unknown>][] = [
      [
        'role',
        () => owner.post(`/account/users/${ids.member}/role`, { role: 'administrator' }),
        /role was changed/,
        () => membershipOf(house, account, ids.member),
      ],
      [
        'an owner’s role',
        () => owner.post(`/account/users/${ids.second}/role`, { role: 'auditor' }),
        /role was changed/,
        () => membershipOf(house, account, ids.second),
      ],
      [
        'suspension',
        () => owner.post(`/account/users/${ids.second}/suspend`, {}),
        /was suspended/,
        () => membershipOf(house, account, ids.second),
      ],
      [
        'removal',
        () => owner.post(`/account/users/${ids.second}/remove`),
        /member was removed/,
        () => membershipOf(house, account, ids.second),
      ],
      [
        'details',
        () => owner.post('/account', { name: 'Stolen', billingContact: 'thief@example.net' }),
        /details were changed/,
        async () => {
          const { name, billingContact } = (await owner.get('/account')).json;
          return { name, billingContact };
        },
      ],
    ];
    for (const [what, act, subject, look] of steps) {
      await pool.query('delete from rate_limits');
      await backIn({ account, visitors: [owner] });
      const before = await look();
      must(200, await act());
      expect([what, await look()]).not.toEqual([what, before]);
      const token = await objectionLink(house, owner, subject);
      expect([what, must(200, await undo(owner, token)).json]).toEqual([what, { state: 'undone' }]);
      await backIn({ account, visitors: [owner] });
      expect([what, await look()]).toEqual([what, before]);
      house.clock.advance(MINUTE);
    }
    await backIn({ account, visitors: [second] });
    expect((await second.get('/session')).json.account.role).toBe('owner');
  });

  test('goes on while changes are stopped, ends the sessions of the owner in whose name it was done, and tells all', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.second}/remove`));
    const token = await objectionLink(house, owner, /removed/);
    must(200, await stop(house, token));
    must(200, await owner.elsewhere().signIn());
    must(200, await undo(owner, token));
    expect(await membershipOf(house, account, ids.second)).toMatchObject({ role: 'owner', state: 'active' });
    expect((await owner.get('/session')).status).toBe(401);
    for (const who of [owner, second]) {
      expect((await house.mailsTo(who.email)).some(({ subject }) => /taken back/.test(subject))).toBe(true);
    }
    expect(await frozenUntil(house, account)).not.toBeNull();
  });

  test('needs the owner’s own proofs of before: no link alone, no other’s password, no thief’s new one', async () => {
    const { account, owner, second, ids } = await team(house);
    const thief = owner.elsewhere();
    await backIn({ account, visitors: [thief] });
    const stolen = 'nine grey otters sleeping';
    must(200, await thief.post('/security/password', { current: owner.password, password: stolen }));
    must(200, await thief.post(`/account/users/${ids.second}/remove`));
    const token = await objectionLink(house, owner, /removed/);
    expect((await undo(second, token)).status).toBe(401);
    // The thief's password was the one of that moment, until its change is taken back: then it never was.
    expect((await undo(owner, token)).status).toBe(401);
    must(200, await undo(owner, await objectionLink(house, owner, /password/i)));
    expect((await undo(thief, token, stolen)).status).toBe(401);
    must(200, await undo(owner, token));
    expect(await membershipOf(house, account, ids.second)).toMatchObject({ role: 'owner' });
  });

  test('needs the second factor of an owner who had one, also from a mailbox with the password', async () => {
    const { visitor: owner, phone } = await customerWithPhone(house);
    const member = await joinTeam(house, owner, 'technical');
    const id = await idOf(member);
    house.clock.advance(MINUTE);
    must(200, await owner.post(`/account/users/${id}/remove`));
    const token = await objectionLink(house, owner, /removed/);
    const browser = owner.elsewhere();
    const half = must(
      200,
      await browser.post(`/objections/${token}/undo`, { method: 'password', password: owner.password }),
    );
    expect(half.json.next).toBe('proof');
    expect(await membershipOf(house, await accountOf(owner), id)).toBeNull();
    house.clock.advance(MINUTE);
    must(200, await browser.post(`/objections/${token}/undo`, { method: 'totp', code: phone.code() }));
    must(200, await signInWithPhone(owner, phone));
    expect(await membershipOf(house, await accountOf(owner), id)).toMatchObject({ role: 'technical' });
  });

  test('of a removal brings a suspended member back suspended, and one whose suspension is over by now active', async () => {
    const { account, owner, ids } = await team(house);
    for (const [until, state] of [
      [undefined, 'suspended'],
      [dayIn(house, 2), 'active'],
    ] as const) {
      must(200, await owner.post(`/account/users/${ids.member}/suspend`, until ? { until } : {}));
      must(200, await owner.post(`/account/users/${ids.member}/remove`));
      const token = await objectionLink(house, owner, /removed/);
      if (until) house.clock.advance(3 * DAY);
      must(200, await undo(owner, token));
      expect(await membershipOf(house, account, ids.member)).toMatchObject({ role: 'technical', state });
      await backIn({ account, visitors: [owner] });
      if (state === 'suspended') must(200, await owner.post(`/account/users/${ids.member}/resume`));
    }
  });

  test('of a role does not lift a suspension that came later, nor bring back who was removed since', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'administrator' }));
    must(200, await second.post(`/account/users/${ids.member}/suspend`, {}));
    const first = await objectionLink(house, second, /role/);
    must(200, await undo(second, first));
    expect(await membershipOf(house, account, ids.member)).toMatchObject({ role: 'technical', state: 'suspended' });
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
    must(200, await second.post(`/account/users/${ids.member}/remove`));
    must(200, await undo(second, await objectionLink(house, second, /role/)));
    expect(await membershipOf(house, account, ids.member)).toBeNull();
  });

  test.each([
    ['the earlier one first', false],
    ['the later one first', true],
  ])('of two changes of a thief never puts the first of them back: %s', async (_order, reversed) => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'administrator' }));
    const first = await objectionLink(house, second, /role/);
    house.clock.advance(MINUTE);
    must(200, await owner.post(`/account/users/${ids.member}/remove`));
    const last = await objectionLink(house, second, /removed/);
    for (const token of reversed ? [last, first] : [first, last]) {
      must(200, await undo(second, token));
      house.clock.advance(MINUTE);
    }
    expect(await membershipOf(house, account, ids.member)).toMatchObject({ role: 'technical', state: 'active' });
  });

  test('never puts it back either when the earlier change was undone a week before the later one is', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'administrator' }));
    const first = await objectionLink(house, second, /role/);
    house.clock.advance(6.5 * DAY);
    await backIn({ account, visitors: [owner] });
    must(200, await owner.post(`/account/users/${ids.member}/remove`));
    const last = await objectionLink(house, second, /removed/);
    house.clock.advance(6 * HOUR);
    must(200, await undo(second, first));
    house.clock.advance(6.5 * DAY);
    await house.parts.jobs.runPending();
    must(200, await undo(second, last));
    expect(await membershipOf(house, account, ids.member)).toMatchObject({ role: 'technical', state: 'active' });
  });

  test('of an invitation leaves alone whoever came back by a later one', async () => {
    const { account, owner, second } = await team(house);
    const friend = await joinTeam(house, owner, 'administrator');
    const id = await idOf(friend);
    const link = await linkAbout(second, friend);
    must(200, await owner.post(`/account/users/${id}/remove`));
    house.clock.advance(MINUTE);
    must(200, await friend.signIn());
    const token = await invite(house, second, friend.email, 'billing');
    must(200, await friend.post(`/invitations/${token}`, { accept: true }));
    must(200, await undo(second, link));
    expect(await membershipOf(house, account, id)).toMatchObject({ role: 'billing', state: 'active' });
  });

  test('of an invitation takes along whoever joined by it, and what they offered', async () => {
    const { account, owner, second } = await team(house);
    const friend = await joinTeam(house, owner, 'administrator');
    await invite(house, friend, 'another.friend@example.net', 'technical');
    must(200, await undo(second, await linkAbout(second, friend)));
    expect(await membershipOf(house, account, await idOf(friend))).toBeNull();
    const { rows } = await pool.query(
      `select state from invitations where account_id = $1 and address like 'another%'`,
      [account],
    );
    expect(rows).toEqual([{ state: 'revoked' }]);
    expect((await friend.get('/session')).json.account.role).toBeNull();
    must(200, await friend.signIn());
    expect((await friend.get('/session')).json.account).toMatchObject({ role: 'owner' });
  });

  /** The link in the mail about that person's invitation. */
  async function linkAbout(reader: Visitor, friend: Visitor): Promise<string> {
    const mail = (await house.mailsTo(reader.email)).find(
      ({ subject, text }) => /was invited/.test(subject) && text.includes(friend.email),
    );
    return /\/objections\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
  }

  test('of an offer or of ownership that passed leaves what they were before, also after it passed', async () => {
    const { account, owner, second, member, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'owner' }));
    must(200, await member.post(`/invitations/${await invitationTo(house, member.email)}`, { accept: true }));
    const offered = await objectionLink(house, second, /will become an owner/);
    house.clock.advance(48 * HOUR);
    await house.parts.jobs.runPending();
    expect((await membershipOf(house, account, ids.member)).role).toBe('owner');
    must(200, await undo(second, offered));
    expect(await membershipOf(house, account, ids.member)).toMatchObject({
      role: 'technical',
      state: 'active',
      owner_from: null,
    });
    // The other link is about the same ownership: it finds nothing more to do.
    must(200, await undo(second, await objectionLink(house, second, /new owner/)));
    expect(await membershipOf(house, account, ids.member)).toMatchObject({ role: 'technical', state: 'active' });
    // What was taken back counts as never held: no link for whom it was taken from.
    expect(await objectionLink(house, member).catch(() => null)).toBeNull();
  });

  test('of an offer that still waits ends the wait, and ownership never passes', async () => {
    const { account, owner, second } = await team(house);
    const friend = await joinTeam(house, owner, 'owner');
    const id = await idOf(friend);
    must(200, await undo(second, await objectionLink(house, second, /will become an owner/)));
    expect(await membershipOf(house, account, id)).toBeNull();
    house.clock.advance(49 * HOUR);
    await house.parts.jobs.runPending();
    expect(await membershipOf(house, account, id)).toBeNull();
  });

  test('of a rule for members puts the rule back, not only the latest word about it', async () => {
    const { visitor: owner, phone } = await customerWithPhone(house);
    const account = await accountOf(owner);
    must(200, await owner.post('/account/policy', { secondFactor: 'required' }));
    const ruleOf = async () =>
      (await pool.query('select second_factor_from from accounts where id = $1', [account])).rows[0].second_factor_from;
    const before = await ruleOf();
    expect(before).not.toBeNull();
    house.clock.advance(MINUTE);
    must(200, await owner.post('/account/policy', { secondFactor: 'optional' }));
    expect(await ruleOf()).toBeNull();
    const browser = owner.elsewhere();
    const path = `/objections/${await objectionLink(house, owner, /rules/)}/undo`;
    must(200, await browser.post(path, { method: 'password', password: owner.password }));
    must(200, await browser.post(path, { method: 'totp', code: phone.code() }));
    expect(await ruleOf()).toEqual(before);
  });

  test('of the list of addresses: removed by a thief, the one that was confirmed counts again', async () => {
    const { account, owner, second } = await team(house);
    const list = '/account/policy/addresses';
    const network = owner.address.replace(/\.\d+$/, '.0/24');
    house.clock.advance(MINUTE);
    must(200, await owner.post(list, { entries: [{ range: network }] }));
    house.clock.advance(MINUTE);
    must(200, await owner.post('/step-up', { method: 'password', password: owner.password }));
    must(200, await owner.post(`${list}/confirm`));
    const listOf = async () => {
      const { rows } = await pool.query(
        `select confirmed_list from address_restrictions where owner_kind = 'account' and owner_id = $1`,
        [account],
      );
      return rows[0].confirmed_list;
    };
    const before = await listOf();
    expect(before).not.toBeNull();
    must(200, await owner.post(`${list}/remove`));
    expect(await listOf()).toBeNull();
    must(200, await undo(second, await objectionLink(house, second, /address/i)));
    expect(await listOf()).toBe(before);
  });

  test('takes nothing back for somebody who was an owner and is none now, whoever took it from them', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await second.post(`/account/users/${ids.member}/remove`));
    const token = await objectionLink(house, second, /removed/);
    must(200, await owner.post(`/account/users/${ids.second}/role`, { role: 'administrator' }));
    expect((await house.visitor().get(`/objections/${token}`)).json.needs).toEqual([]);
    expect((await undo(second, token)).status).toBe(409);
    expect((await second.elsewhere().post(`/objections/${token}/passkey/options`)).status).toBe(409);
    expect(await membershipOf(house, account, ids.member)).toBeNull();
  });

  test('is final: its own link stops changes and takes nothing back; who was dismissed cannot undo the dismissal', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'administrator' }));
    must(200, await undo(second, await objectionLink(house, second, /role/)));
    const again = await objectionLink(house, owner, /taken back/);
    expect((await undo(owner, again)).status).toBe(409);
    must(200, await stop(house, again));
    house.clock.advance(DAY + MINUTE);
    await backIn({ account, visitors: [owner] });
    must(200, await owner.post(`/account/users/${ids.second}/remove`));
    expect((await undo(second, await objectionLink(house, second, /your place/))).status).toBe(409);
    expect(await membershipOf(house, account, ids.second)).toBeNull();
  });

  test('by ten of both owners at once happens once', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'administrator' }));
    const tokens = [await objectionLink(house, owner, /role/), await objectionLink(house, second, /role/)] as const;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 ? undo(owner, tokens[0]) : undo(second, tokens[1]))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 410].includes(status))).toBe(true);
    expect(await membershipOf(house, account, ids.member)).toMatchObject({ role: 'technical' });
  });

  test('leaves an active owner, whatever is taken back in whatever order by both at once', async () => {
    const { account, owner, second, ids } = await team(house);
    must(200, await owner.post(`/account/users/${ids.second}/suspend`, {}));
    const suspended = await objectionLink(house, owner, /was suspended/);
    must(200, await owner.post(`/account/users/${ids.second}/resume`));
    const resumed = await objectionLink(house, owner, /lifted/);
    await backIn({ account, visitors: [second] });
    must(200, await second.post(`/account/users/${ids.owner}/role`, { role: 'administrator' }));
    const demoted = await objectionLink(house, second, /role/);
    const answers = await Promise.all([undo(owner, suspended), undo(owner, resumed), undo(second, demoted)]);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const { rows } = await pool.query(
      `select count(*)::int as count from memberships where account_id = $1 and role = 'owner' and state = 'active'`,
      [account],
    );
    expect(rows[0].count).toBeGreaterThan(0);
  });
});
