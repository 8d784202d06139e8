/*
 * The attacker owns an account here and wants into another: by its ids, by an invitation that is not theirs, old, bent or
 * sent ten times at once. Or they are a member and about to be thrown out, and race for what they can still keep: the
 * last owner's chair, a second life through an invitation, a trail that says something else.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { codeTo } from '../../../test/address-scenes.ts';
import { enrolPhone } from '../../../test/authenticator-app.ts';
import { addressOf, bodyFor } from '../../../test/door-bodies.ts';
import { openHouse } from '../../../test/house.ts';
import { addPasskey } from '../../../test/passkey-device.ts';
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
import type { Visitor } from '../../../test/visitor.ts';
import { wholeAnswer } from '../../../test/whole-answer.ts';
import { DAY, HOUR } from '../../foundations/clock.ts';

const house = await openHouse();

// All visitors come from few networks: each test begins with untouched budgets of mails.
beforeEach(async () => {
  await house.database.pool.query('delete from rate_limits');
});

async function ownersOf(account: string): Promise<number> {
  const { rows } = await house.database.pool.query(
    `select count(*)::int as count from memberships m join users u on u.id = m.user_id
      where m.account_id = $1 and m.role = 'owner' and m.state = 'active' and u.state = 'active'`,
    [account],
  );
  return rows[0].count;
}

describe('ids of another account (MR-2)', async () => {
  const victim = await signedInCustomer(house);
  const victims = await joinTeam(house, victim, 'technical');
  const invited = house.visitor();
  const { id: invitation } = must(
    201,
    await victim.post('/account/invitations', { email: invited.email, role: 'auditor' }),
  ).json;
  const attacker = await signedInCustomer(house);
  // A member of the victim's account, in a session of their own account: there the same ids are nobody's.
  const both = await joinTeam(house, victim, 'administrator');
  const [{ id: home }] = must(200, await both.get('/account/switch')).json.accounts;
  must(200, await both.post('/account/switch', { account: home }));
  await enrolPhone(house, victim);
  const [phone] = must(200, await victim.get('/security/two-factor')).json.apps;
  const passkey = await addPasskey(victim);
  const [{ id: session }] = must(200, await victim.get('/security/sessions')).json.sessions;
  const ids: Record<string, string[]> = {
    '/account/users': [await idOf(victim), await idOf(victims)],
    '/account/invitations': [invitation],
    '/security/sessions': [session],
    '/security/passkeys': [passkey.row],
    '/security/two-factor/apps': [phone.id],
  };
  const doors = house.parts.routes.filter(
    ({ path, guardName }) => path.includes('/:id') && guardName.startsWith('signed in: '),
  );

  test.each(doors)('at $method $path answer as an id that is nobody’s', async ({ method, path }) => {
    const theirs = ids[path.split('/:')[0] ?? ''] ?? [];
    expect(theirs, `${path} is new: say whose ids it takes`).not.toEqual([]);
    for (const visitor of [attacker, both]) {
      const body = method === 'POST' ? bodyFor(`${method} ${path}`, visitor) : undefined;
      for (const id of theirs) {
        const nobody = id.replace(/_.*/, (rest) => `_${'a'.repeat(rest.length - 1)}`);
        must(200, await visitor.signIn());
        if (visitor === both) expect(await accountOf(both)).toBe(home);
        const random = wholeAnswer(await visitor.send(method, addressOf(path, { id: nobody }), body));
        const answer = wholeAnswer(await visitor.send(method, addressOf(path, { id }), body));
        expect(random.status).toBe(404);
        expect({ ...answer, body: answer.body.replaceAll(id, nobody) }).toEqual(random);
      }
    }
  });

  test('in a session of that account they are somebody’s', async () => {
    must(200, await both.signIn());
    must(200, await both.post('/account/switch', { account: await accountOf(victim) }));
    for (const id of ids['/account/users'] ?? []) must(200, await both.get(`/account/users/${id}`));
    must(200, await both.post(`/account/invitations/${invitation}/resend`));
  });

  test.each(['switch', 'leave'])('at /account/%s an account of others is one that does not exist', async (verb) => {
    const random = wholeAnswer(await attacker.post(`/account/${verb}`, { account: 'acc_aaaaaaaaaaaaaaaaaaaaaaaaaa' }));
    const answer = wholeAnswer(await attacker.post(`/account/${verb}`, { account: await accountOf(victim) }));
    expect(random.status).toBe(404);
    expect(answer).toEqual(random);
  });

  test('nothing of it changed anything, and no cursor shows another’s activity or members', async () => {
    expect((await victims.get('/session')).json.account.role).toBe('technical');
    for (const cursor of ['1', '5', '999999']) {
      expect((await attacker.get(`/account/activity?cursor=${cursor}`)).text).not.toContain(victim.email);
    }
    const cursor = Buffer.from(`0 ${ids.victim}`).toString('base64url');
    expect((await attacker.get(`/account/users?cursor=${cursor}`)).text).not.toContain(victims.email);
  });
});

describe('an invitation', () => {
  test('forwarded to another account is refused there and stays good for whom it is for', async () => {
    const owner = await signedInCustomer(house);
    const [guest, thief] = [await signedInCustomer(house), await signedInCustomer(house)];
    const token = await invite(house, owner, guest.email, 'administrator');
    expect((await thief.post(`/invitations/${token}`, { accept: true })).status).toBe(403);
    expect((await thief.get(`/invitations/${token}`)).text).not.toContain(guest.email);
    expect((await thief.page(`/invitations/${token}`)).text).not.toContain(guest.email);
    expect((await guest.post(`/invitations/${token}`, { accept: true })).status).toBe(200);
  });

  test('is not for whoever has its address only for notices, or has asked for it and not proven it (MR-5)', async () => {
    const owner = await signedInCustomer(house);
    for (const [door, body] of [
      ['/personal-information/addresses', (address: string) => ({ address })],
      ['/personal-information/email', (email: string) => ({ email })],
    ] as const) {
      const thief = await signedInCustomer(house);
      const invited = house.visitor();
      const token = await invite(house, owner, invited.email, 'administrator');
      must(202, await thief.post(door, body(invited.email)));
      const refuse = async () => {
        expect((await thief.post(`/invitations/${token}`, { accept: true })).status).toBe(403);
        expect((await thief.get(`/invitations/${token}`)).json).toMatchObject({ reader: 'somebody-else' });
      };
      await refuse();
      // Proven to be theirs, it is an address for notices: still not the one they sign in with.
      if (door.endsWith('/email')) continue;
      must(200, await thief.post(`${door}/confirm`, { code: await codeTo(house, invited.email) }));
      await refuse();
    }
    expect((await owner.get('/account/users')).json.members).toHaveLength(1);
  });

  test('is of no use without a session, and tells nobody which account it is about', async () => {
    const owner = await signedInCustomer(house, { name: 'Secret Project' });
    const guest = house.visitor();
    const token = await invite(house, owner, guest.email, 'technical');
    expect((await guest.post(`/invitations/${token}`, { accept: true })).status).toBe(401);
    const page = await guest.page(`/invitations/${token}`);
    expect(page.status).toBe(200);
    for (const word of ['Secret Project', guest.email, owner.email]) expect(page.text).not.toContain(word);
  });

  test('bent, unknown, spent, revoked, declined and old ones answer all alike, also with the clean-up stopped', async () => {
    const owner = await signedInCustomer(house);
    const guest = await signedInCustomer(house);
    const answers = new Set<string>();
    const answerTo = async (token: string) => {
      for (const answer of [
        await guest.post(`/invitations/${token}`, { accept: true }),
        await guest.post(`/invitations/${token}`, { accept: false }),
        await guest.get(`/invitations/${token}`),
      ]) {
        expect(answer.status).toBe(410);
        // A link that is opened sets the browser's own cookie or not; the rest must be one and the same.
        const { status, body } = wholeAnswer(answer);
        answers.add(`${status} ${body.replaceAll(token, 'TOKEN')}`);
      }
    };
    const spent = await invite(house, owner, guest.email, 'technical');
    must(200, await guest.post(`/invitations/${spent}`, { accept: true }));
    await answerTo(spent);
    must(200, await owner.post(`/account/users/${await idOf(guest)}/remove`));
    const revoked = await invite(house, owner, guest.email, 'technical');
    const [{ id }] = (await owner.get('/account/invitations')).json.invitations;
    must(200, await owner.post(`/account/invitations/${id}/revoke`));
    await answerTo(revoked);
    const declined = await invite(house, owner, guest.email, 'technical');
    must(200, await guest.post(`/invitations/${declined}`, { accept: false }));
    await answerTo(declined);
    const living = await invite(house, owner, guest.email, 'technical');
    const flipped = (living.startsWith('A') ? 'B' : 'A') + living.slice(1);
    for (const token of [flipped, 'A'.repeat(43), 'x', living.toLowerCase()]) await answerTo(token);
    house.clock.advance(72 * HOUR);
    must(200, await guest.signIn());
    await answerTo(living);
    expect(answers.size).toBe(1);
  });

  test('of ten accepted at once exactly one is, and the member is there once (AP-5)', async () => {
    const owner = await signedInCustomer(house);
    const guest = await signedInCustomer(house);
    const token = await invite(house, owner, guest.email, 'technical');
    const accepts = Array.from({ length: 10 }, () => guest.post(`/invitations/${token}`, { accept: true }));
    const statuses = (await Promise.all(accepts)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(9).fill(410)]);
    expect((await owner.get('/account/users')).json.members).toHaveLength(2);
  });

  test.each(['role', 'suspend', 'remove', 'disabled', 'leave'] as const)(
    'is void when its inviter loses the right: %s (MR-5)',
    async (how) => {
      const owner = await signedInCustomer(house);
      const inviter = await joinTeam(house, owner, 'administrator');
      const guest = await signedInCustomer(house);
      const token = await invite(house, inviter, guest.email, 'technical');
      const id = await idOf(inviter);
      if (how === 'leave') must(200, await inviter.post('/account/leave'));
      else if (how === 'disabled') {
        await house.database.pool.query(`update users set state = 'disabled' where id = $1`, [id]);
      } else must(200, await owner.post(`/account/users/${id}/${how}`, how === 'role' ? { role: 'technical' } : {}));
      expect((await guest.post(`/invitations/${token}`, { accept: true })).status).toBe(410);
      // Given back, the right does not wake the old offers.
      if (how !== 'suspend') return;
      must(200, await owner.post(`/account/users/${id}/resume`));
      expect((await guest.post(`/invitations/${token}`, { accept: true })).status).toBe(410);
    },
  );

  test('does not end a suspension', async () => {
    const owner = await signedInCustomer(house);
    const member = await joinTeam(house, owner, 'technical');
    must(200, await owner.post(`/account/users/${await idOf(member)}/suspend`));
    const again = await owner.post('/account/invitations', { email: member.email, role: 'administrator' });
    expect(again.status).toBe(422);
  });

  test('answers the same for an address that has a user and one that has none, and at the sign-up from its page', async () => {
    const owner = await signedInCustomer(house);
    const [known, unknown] = [await signedInCustomer(house), house.visitor()];
    const answers = [];
    for (const { email } of [known, unknown]) {
      const answer = await owner.post('/account/invitations', { email, role: 'technical' });
      answers.push({ ...wholeAnswer(answer), body: answer.text.replace(/inv_[a-z2-7]{26}/, 'inv_…') });
    }
    expect(answers[0]).toEqual(answers[1]);
    const signUps = [];
    for (const { email } of [known, unknown]) {
      const stranger = house.visitor();
      const { password, name } = stranger;
      const token = await invitationTo(house, email);
      signUps.push(wholeAnswer(await stranger.post(`/invitations/${token}/sign-up`, { password, name })));
    }
    expect(signUps[0]).toEqual(signUps[1]);
    // And the password of the user who was there is the one it was.
    expect((await known.signIn()).status).toBe(200);
  });

  test('cannot be used to flood: of many to one address five mails go out in an hour, and an account has its own limit', async () => {
    const owner = await signedInCustomer(house);
    const target = house.visitor();
    const statuses: number[] = [];
    for (let times = 0; times < 24; times += 1) {
      statuses.push((await owner.post('/account/invitations', { email: target.email, role: 'technical' })).status);
      await house.mailsTo(target.email);
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    expect(await house.mailsTo(target.email)).toHaveLength(5);
  });
});

describe('the last owner', () => {
  test('does not go: not by leaving, a smaller role, a suspension, a removal, nor when the other is disabled', async () => {
    const owner = await signedInCustomer(house);
    const account = await accountOf(owner);
    const id = await idOf(owner);
    await joinTeam(house, owner, 'administrator');
    for (const [path, body] of [
      ['/account/leave', {}],
      [`/account/users/${id}/role`, { role: 'technical' }],
      [`/account/users/${id}/suspend`, {}],
      [`/account/users/${id}/remove`, {}],
    ] as const) {
      expect((await owner.post(path, body)).status, path).toBe(409);
    }
    const second = await joinAsOwner(house, owner);
    const secondId = await idOf(second);
    await house.database.pool.query(`update users set state = 'disabled' where id = $1`, [secondId]);
    expect((await owner.post('/account/leave')).status).toBe(409);
    await house.database.pool.query(`update users set state = 'active' where id = $1`, [secondId]);
    must(200, await owner.post(`/account/users/${secondId}/suspend`));
    expect((await owner.post('/account/leave')).status).toBe(409);
    expect(await ownersOf(account)).toBe(1);
  });

  test('of two who demote, remove or leave at once, a hundred times, one always stays (MR-4)', {
    timeout: 120_000,
  }, async () => {
    const owner = await signedInCustomer(house);
    const account = await accountOf(owner);
    const second = await joinAsOwner(house, owner);
    const ids = [await idOf(owner), await idOf(second)];
    const both = [owner, second] as const;
    const reset = () =>
      house.database.pool.query(
        `insert into memberships (account_id, user_id, role, state, joined_at)
         select $1, unnest($2::text[]), 'owner', 'active', now()
         on conflict (account_id, user_id) do update set role = 'owner', state = 'active', suspended_until = null`,
        [account, ids],
      );
    const acts = [
      (visitor: Visitor, other: string) => visitor.post(`/account/users/${other}/role`, { role: 'auditor' }),
      (visitor: Visitor, other: string) => visitor.post(`/account/users/${other}/suspend`),
      (visitor: Visitor, other: string) => visitor.post(`/account/users/${other}/remove`),
    ];
    for (let round = 0; round < 100; round += 1) {
      await reset();
      const [one, two] = [acts[round % 3], acts[(round + (round % 2)) % 3]];
      const answers = await Promise.all([one?.(both[0], ids[1] ?? ''), two?.(both[1], ids[0] ?? '')]);
      expect(answers.map((answer) => answer?.status).sort()).toEqual([200, 403]);
      expect(await ownersOf(account)).toBe(1);
    }
  });

  test('is kept by the database itself when a path forgets to ask', async () => {
    const owner = await signedInCustomer(house);
    const account = await accountOf(owner);
    const pool = house.database.pool;
    for (const statement of [
      `update memberships set role = 'auditor' where account_id = $1`,
      `update memberships set state = 'suspended' where account_id = $1`,
      'delete from memberships where account_id = $1',
      'delete from users where id in (select user_id from memberships where account_id = $1)',
    ]) {
      await expect(pool.query(statement, [account])).rejects.toThrow('no active owner');
    }
    await pool.query('delete from accounts where id = $1', [account]);
  });
});

describe('a demotion during a request', () => {
  test('wins: what was begun with the old right is refused or was done before, never after', async () => {
    const owner = await signedInCustomer(house);
    const administrator = await joinTeam(house, owner, 'administrator');
    const target = await joinTeam(house, owner, 'technical');
    const [adminId, targetId] = [await idOf(administrator), await idOf(target)];
    for (let round = 0; round < 20; round += 1) {
      must(200, await owner.post(`/account/users/${adminId}/role`, { role: 'administrator' }));
      const [demoted, change] = await Promise.all([
        owner.post(`/account/users/${adminId}/role`, { role: 'auditor' }),
        administrator.post(`/account/users/${targetId}/role`, { role: round % 2 ? 'technical' : 'billing' }),
      ]);
      expect(demoted.status).toBe(200);
      expect([200, 403]).toContain(change.status);
      const { events } = (await owner.get(`/account/activity?kind=role-changed`)).json;
      const [latest] = events;
      // If the administrator's change was made, it stands before the demotion in the trail.
      expect(latest.subject.id === adminId || latest.actor.id !== adminId).toBe(true);
    }
  });
});

describe('the trail', () => {
  test('cannot be edited, emptied or shortened, at no door and not by a statement; only an old address goes (LH-4)', async () => {
    const owner = await signedInCustomer(house);
    await joinTeam(house, owner, 'technical');
    const { pool } = house.database;
    for (const statement of [
      `update account_activity set actor_email = 'x'`,
      `update account_activity set address = '203.0.113.9'`,
      `update account_activity set address = null, kind = 'x'`,
      'delete from account_activity',
      'truncate account_activity',
    ]) {
      const refused = pool.query(statement);
      if (statement.includes('203.0.113.9')) await expect(refused).rejects.toThrow('only ever added to');
      else await expect(refused).rejects.toThrow('permission denied for table account_activity');
      // Whoever takes the right back meets the trigger.
      const taken = pool.query(`grant all on account_activity to current_user; ${statement}`);
      await expect(taken).rejects.toThrow('only ever added to');
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
      expect((await owner.send(method, '/account/activity')).status).toBe(405);
    }
    const before = (await owner.get('/account/activity')).json.events;
    house.clock.advance(91 * DAY);
    await house.parts.jobs.runPending();
    must(200, await owner.signIn());
    const after = (await owner.get('/account/activity')).json.events.slice(-before.length);
    expect(after.map(({ id }: { id: string }) => id)).toEqual(before.map(({ id }: { id: string }) => id));
    expect(after.every(({ address }: { address: string | null }) => address === null)).toBe(true);
  });

  test('exported as a table holds no formula, whatever people are called (LH-5)', async () => {
    const owner = await signedInCustomer(house);
    const guest = house.visitor({ email: '=cmd+calc@example.test' });
    must(201, await owner.post('/account/invitations', { email: guest.email, role: 'technical' }));
    must(200, await owner.post('/account', { name: '=HYPERLINK("evil","x")' }));
    const file = await owner.post('/account/activity/export', { format: 'csv' });
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="activity.csv"');
    const cells = [...file.text.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)].map(([, cell = '']) => cell);
    expect(cells.length).toBeGreaterThan(28);
    expect(cells.filter((cell) => /^[=+\-@\t\r\0]/.test(cell))).toEqual([]);
    expect(file.text).toContain(`"'${guest.email}"`);
    const json = JSON.parse((await owner.post('/account/activity/export', { format: 'json' })).text);
    expect(json.events[0]).toMatchObject({ kind: 'activity-exported', after: { format: 'json' } });
  });
});

test('no name carries a link or an address into mails to others; what an account is called already may stay', async () => {
  const owner = await signedInCustomer(house, { name: '' });
  const { name } = (await owner.get('/account')).json;
  expect(name).toBe(owner.email);
  must(200, await owner.post('/account', { name, billingContact: 'bills@example.test' }));
  for (const bad of ['Confirm at https://evil.example/', 'evil.example', 'eve@evil.example', 'www.evil']) {
    const refused = await owner.post('/account', { name: bad });
    expect([refused.status, refused.json.errors]).toEqual([
      422,
      [
        {
          field: 'name',
          code: 'invalid',
          message: 'Please use at most 100 characters, without a web or mail address.',
        },
      ],
    ]);
    const { email, password } = house.visitor();
    const stranger = await house.visitor().post('/sign-up', { email, password, name: bad, locale: 'en' });
    expect([stranger.status, stranger.json.errors?.[0]?.field]).toEqual([422, 'name']);
    expect((await owner.post('/personal-information', { name: bad })).status).toBe(422);
  }
  expect((await owner.get('/account')).json.name).toBe(name);
});

test('a change in an account waits for its owner’s sign-in, which never waits for the change in turn', async () => {
  const owner = await signedInCustomer(house);
  const member = await joinTeam(house, owner, 'technical');
  const account = await accountOf(owner);
  const signIn = await house.database.pool.connect();
  try {
    // What a sign-in holds first, and what its session’s reference to the account asks for then.
    await signIn.query('begin');
    await signIn.query('select 1 from users where email = $1 for no key update', [owner.email]);
    const change = owner.post(`/account/users/${await idOf(member)}/role`, { role: 'billing' });
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await house.database.pool.query(waits)).rowCount === 0) await new Promise((done) => setTimeout(done, 5));
    await signIn.query('select 1 from accounts where id = $1 for key share', [account]);
    await signIn.query('commit');
    expect((await change).status).toBe(200);
  } finally {
    signIn.release();
  }
});
