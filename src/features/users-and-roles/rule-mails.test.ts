import { describe, expect, test } from 'vitest';
import { enrolPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { addPasskey } from '../../../test/passkey-device.ts';
import { accountOf, idOf, joinTeam, must, signedInCustomer } from '../../../test/team.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { createTellMembers } from './tell-members.ts';

const house = await openHouse();
const { database, clock } = house;

const mailsAbout = async (visitor: Visitor) =>
  (await house.mailsTo(visitor.email)).filter(({ subject }) => /needed/.test(subject));

async function ownerWithPasskey(): Promise<Visitor> {
  const owner = await signedInCustomer(house);
  await addPasskey(owner);
  return owner;
}

const ruleFrom = (secondFactor: string, days: number) => ({
  secondFactor,
  from: new Date(clock.now().getTime() + days * DAY).toISOString(),
});

describe('a rule for members', () => {
  test('is told to every member once: what is wanted, from when on, how, and where', async () => {
    const owner = await ownerWithPasskey();
    const without = await joinTeam(house, owner, 'technical');
    const ready = await joinTeam(house, owner, 'auditor');
    await addPasskey(ready);
    must(200, await owner.post('/account/policy', ruleFrom('passkey', 10)));
    const [mail, ...more] = await mailsAbout(without);
    expect([mail?.subject, more]).toEqual(['A passkey is needed in a Gatehouse account', []]);
    const from = new Date(clock.now().getTime() + 10 * DAY);
    expect(mail?.text).toContain(from.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' }));
    expect(mail?.text).toContain('http://localhost:3000/security/passkeys');
    expect(mail?.text).toContain('You have none yet');
    expect((await mailsAbout(ready)).map(({ text }) => text.includes('nothing to set up'))).toEqual([true]);
    // Who set it knows, and has the mail to the owners.
    expect(await mailsAbout(owner)).toEqual([]);
    must(200, await owner.post('/account/policy', ruleFrom('passkey', 10)));
    clock.advance(10 * MINUTE);
    expect(await mailsAbout(without)).toHaveLength(1);
  });

  test('that counts at once is told as well, and saving it again is not', async () => {
    const owner = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    must(200, await owner.post('/account/policy', { secondFactor: 'required' }));
    expect((await mailsAbout(member)).map(({ subject }) => subject)).toEqual([
      'A second factor is needed in a Gatehouse account',
    ]);
    clock.advance(MINUTE);
    must(200, await owner.post('/account/policy', { secondFactor: 'required' }));
    clock.advance(10 * DAY);
    expect(await mailsAbout(member)).toHaveLength(1);
  });

  test('is called to mind three days before its day, once, to those who do not meet it yet, also after a restart', async () => {
    const owner = await ownerWithPasskey();
    const [without, late] = [await joinTeam(house, owner, 'technical'), await joinTeam(house, owner, 'auditor')];
    must(200, await owner.post('/account/policy', ruleFrom('required', 10)));
    await house.mailsTo(without.email);
    await enrolPhone(house, late);
    clock.advance(7 * DAY - MINUTE);
    expect([(await mailsAbout(without)).length, (await mailsAbout(late)).length]).toEqual([1, 1]);
    house.visitorAfterRestart();
    clock.advance(2 * MINUTE);
    const reminded = (await mailsAbout(without)).at(-1);
    expect(reminded?.subject).toBe('Reminder: a second factor is needed in a Gatehouse account soon');
    clock.advance(2 * DAY);
    expect([(await mailsAbout(without)).length, (await mailsAbout(late)).length]).toEqual([2, 1]);
  });

  test('that was taken back or moved is not called to mind on the day it had', async () => {
    const owner = await ownerWithPasskey();
    const member = await joinTeam(house, owner, 'technical');
    must(200, await owner.post('/account/policy', ruleFrom('passkey', 5)));
    await house.mailsTo(member.email);
    must(200, await owner.post('/account/policy', { secondFactor: 'optional' }));
    clock.advance(4 * DAY);
    must(200, await owner.signIn());
    expect(await mailsAbout(member)).toHaveLength(1);
  });
});

describe('an account with many members', () => {
  async function accountOfMany(count: number): Promise<{ owner: Visitor; ids: string[] }> {
    const owner = await ownerWithPasskey();
    const account = await accountOf(owner);
    const { rows } = await database.pool.query<{ id: string }>(
      `with people as (
         insert into users (id, email, name, locale, time_zone, created_at)
         select 'usr_many' || $2 || n, 'many' || $2 || n || '@example.test', '', 'en', 'UTC', now() from generate_series(1, $1::int) n
         returning id
       )
       insert into memberships (account_id, user_id, role, state, joined_at)
       select $3, id, 'auditor', 'active', now() from people returning user_id as id`,
      [count, (await idOf(owner)).slice(-6), account],
    );
    return { owner, ids: rows.map(({ id }) => id).sort() };
  }

  /** Told in the transaction that tells: what is rolled back was not told. */
  async function startTelling(failAt?: number) {
    await database.pool.query('create table if not exists told (user_id text, tx xid8 default pg_current_xact_id())');
    await database.pool.query('truncate told');
    let asked = 0;
    return createTellMembers({
      database,
      clock,
      users: { find: async () => null },
      protections: { of: async () => new Map() },
      officialMail: {
        async notify(tx: Queries, { userId }) {
          asked += 1;
          if (asked === failAt) throw new Error('the process died');
          const rows = tx.withTables<{ told: { user_id: string } }>();
          await rows.insertInto('told').values({ user_id: userId }).execute();
        },
      },
    });
  }

  const told = async () =>
    (await database.pool.query<{ user_id: string }>('select user_id from told order by user_id')).rows.map(
      ({ user_id }) => user_id,
    );

  test('is told in pages: no transaction mails more than fifty, and the one that sets the rule mails no member', async () => {
    const { owner, ids } = await accountOfMany(130);
    must(200, await owner.post('/account/policy', ruleFrom('passkey', 10)));
    const { rows } = await database.pool.query('select 1 from official_mails where user_id = any($1)', [ids]);
    expect(rows).toEqual([]);
    await (await startTelling())();
    const pages = await database.pool.query<{ count: number }>('select count(*) from told group by tx order by 1 desc');
    // Three pages: the owner who set it is in one of them, and is not told.
    expect([pages.rows.length, pages.rows.every(({ count }) => count <= 50)]).toEqual([3, true]);
    expect(await told()).toEqual(ids);
  });

  test('is told to the end by whoever comes after a crash, nobody twice', async () => {
    const { owner, ids } = await accountOfMany(130);
    must(200, await owner.post('/account/policy', ruleFrom('passkey', 10)));
    await expect((await startTelling(70))()).rejects.toThrow('the process died');
    const before = await told();
    // One page, in which the owner who set it may be.
    expect([49, 50]).toContain(before.length);
    expect(before).toEqual(ids.slice(0, before.length));
    await (await startTelling())();
    expect([...before, ...(await told())]).toEqual(ids);
    await (await startTelling())();
    expect(await told()).toEqual([]);
  });

  test('is told by one node at a time, nobody twice', async () => {
    const { owner, ids } = await accountOfMany(130);
    must(200, await owner.post('/account/policy', ruleFrom('passkey', 10)));
    const [one, other] = [await startTelling(), await startTelling()];
    await Promise.all([one(), other(), one(), other()]);
    await one();
    expect(await told()).toEqual(ids);
  });
});
