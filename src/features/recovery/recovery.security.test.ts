/*
 * The attacker wants the owner's second factor gone. They read the owner's mail; or know the password; or both; or sit in a
 * stolen session; and they know that the owner can lose a phone. The owner, at the same doors, must always get back in.
 */
import { describe, expect, test } from 'vitest';
import { addAddress } from '../../../test/address-scenes.ts';
import { customerWithPhone, enrolPhone, must, signInWithPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { addPasskey, answer, signInWithPasskey } from '../../../test/passkey-device.ts';
import { readTables } from '../../../test/read-tables.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { wholeAnswer } from '../../../test/whole-answer.ts';
import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';
import { countStatements } from '../passwords/testing.ts';
import { ask, beginWaiting, linkTo, mailedCode, ownerWithPhone, pass, prove, resetPassword } from './testing.ts';

const house = await openHouse();
const { pool } = house.database;

async function appsOf(email: string): Promise<number> {
  const { rows } = await pool.query(
    `select count(*)::int as count from authenticator_apps
      where removed_at is null and user_id = (select id from users where email = $1)`,
    [email],
  );
  return rows[0].count;
}

async function subjectsTo(email: string): Promise<string[]> {
  return (await house.mailsTo(email)).map(({ subject }) => subject);
}

describe('the mailbox alone', () => {
  test('removes nothing: a mailed code, again and again, only asks for more', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    for (let round = 0; round < 3; round += 1) {
      const thief = visitor.elsewhere({ address: `203.0.113.${10 + round}` });
      await ask(thief);
      const proven = must(200, await prove(thief, 'mailed-code', await mailedCode(house, email)));
      expect(proven.json.next).toBe('proof');
    }
    await pass(house, 40 * DAY);
    expect(await appsOf(email)).toBe(1);
  });

  test('and a password that it reset removes nothing either: the one before counts until a second factor was there', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = visitor.elsewhere({ address: '203.0.113.20' });
    await resetPassword(house, thief, 'stolen grey otters sleeping');
    await resetPassword(house, thief, 'stolen again otters sleeping');
    await ask(thief);
    must(200, await prove(thief, 'mailed-code', await mailedCode(house, email)));
    expect((await prove(thief, 'password', thief.password)).status).toBe(401);
    expect((await prove(thief, 'password', 'stolen grey otters sleeping')).status).toBe(401);
    // The owner's own, of before, still begins the wait.
    expect((await prove(thief, 'password', visitor.password)).json.next).toBe('waiting');
    // Once the new one signs in with a code, it is the one that counts.
    const owner = visitor.elsewhere({ password: thief.password });
    must(200, await signInWithPhone(owner, phone));
    const later = owner.elsewhere();
    await ask(later);
    must(200, await prove(later, 'mailed-code', await mailedCode(house, email)));
    expect((await prove(later, 'password', visitor.password)).status).toBe(401);
    expect((await prove(later, 'password', thief.password)).json.next).toBe('waiting');
  });

  test('and a closed password of the owner still counts for the owner', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    await pool.query('update passwords set closed_at = now() where user_id = (select id from users where email = $1)', [
      email,
    ]);
    expect((await beginWaiting(house, visitor)).json.next).toBe('waiting');
  });
});

describe('the code of the mail', () => {
  test('is useless in another browser, and after five wrong ones in its own', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    const [asker, other] = [visitor.elsewhere(), visitor.elsewhere()];
    await ask(other);
    await house.parts.jobs.runPending();
    await ask(asker);
    const code = await mailedCode(house, email);
    expect((await prove(other, 'mailed-code', code)).status).toBe(401);
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await prove(asker, 'mailed-code', `AAAAA-AAAA${'ABCDE'[guess]}`)).status).toBe(401);
    }
    expect((await prove(asker, 'mailed-code', code)).status).toBe(401);
  });

  test('is over after thirty minutes, with the whole recovery', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    await ask(visitor);
    const code = await mailedCode(house, email);
    house.clock.advance(30 * MINUTE);
    const late = await prove(visitor, 'mailed-code', code);
    expect([late.status, late.json.type]).toEqual([401, expect.stringMatching(/sign-in-refused$/)]);
  });

  test('comes before the code of an app, which is not even looked at', async () => {
    const { visitor, phone } = await ownerWithPhone(house);
    await ask(visitor);
    const code = phone.code();
    expect((await prove(visitor, 'totp', code)).status).toBe(403);
    // It was not spent.
    await visitor.signIn();
    expect((await visitor.post('/sign-in/second-factor', { method: 'totp', code })).status).toBe(200);
  });

  test('asked for by a stranger is dropped past five an hour, and comes after a right password all the same (RL-6)', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    for (let flood = 0; flood < 7; flood += 1) {
      await ask(visitor.elsewhere({ address: `203.0.113.${40 + flood}` }));
      await house.parts.jobs.runPending();
    }
    const codes = async () =>
      (await subjectsTo(email)).filter((subject) => subject.includes('code to get back')).length;
    expect(await codes()).toBe(5);
    const owner = visitor.elsewhere();
    await ask(owner);
    expect(await codes()).toBe(5);
    expect(must(200, await prove(owner, 'password', owner.password)).json).toEqual({
      next: 'proof',
      needs: ['mailed-code'],
    });
    expect(await codes()).toBe(6);
    expect((await prove(owner, 'mailed-code', await mailedCode(house, email))).json.next).toBe('waiting');
  });
});

describe('one authenticator code', () => {
  test('never counts for the owner’s only app: nothing is removed, and the answer says that it works', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    await ask(visitor);
    must(200, await prove(visitor, 'mailed-code', await mailedCode(house, email)));
    const proven = must(200, await prove(visitor, 'totp', phone.code()));
    expect(proven.json).toEqual({
      next: 'proof',
      needs: ['backup-code', 'totp', 'passkey', 'password'],
      works: 'totp',
    });
    expect(await appsOf(email)).toBe(1);
  });

  test('of a second app removes all others at once, and signs in afterwards', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    must(200, await signInWithPhone(visitor, phone));
    const tablet = await enrolPhone(house, visitor, { name: 'Tablet' });
    const lost = visitor.elsewhere();
    await ask(lost);
    must(200, await prove(lost, 'mailed-code', await mailedCode(house, email)));
    expect(must(200, await prove(lost, 'totp', tablet.code())).json).toEqual({ next: 'done' });
    expect(await appsOf(email)).toBe(1);
    expect((await visitor.get('/session')).status).toBe(401);
    must(200, await signInWithPhone(lost, tablet));
  });
});

describe('what a request tells (RC-1, RL-4)', () => {
  async function cost(act: (visitor: Visitor) => Promise<{ status: number }>, visitor: Visitor) {
    const hashes = house.parts.passwords.hashing.computed;
    let answer: unknown;
    const statements = await countStatements(house.database, async () => {
      answer = wholeAnswer((await act(visitor)) as Parameters<typeof wholeAnswer>[0]);
    });
    return { answer, statements, hashes: house.parts.passwords.hashing.computed - hashes };
  }

  const ACTS: [string, (visitor: Visitor) => Promise<{ status: number }>][] = [
    ['asking', (visitor) => visitor.post('/recovery', { email: visitor.email, lost: 'second-factor' })],
    ['a wrong mailed code', (visitor) => prove(visitor, 'mailed-code', 'AAAAA-AAAAA')],
    ['a wrong password', (visitor) => prove(visitor, 'password', 'not the password at all')],
    ['a wrong backup code', (visitor) => prove(visitor, 'backup-code', 'AAAA-AAAA-AAAA-AAAA')],
    ['a code of an app too early', (visitor) => prove(visitor, 'totp', '123456')],
    ['the page', (visitor) => visitor.get('/recovery')],
  ];

  test('is the same for a known, an unknown and a disabled address, at the same work', async () => {
    const { email } = await ownerWithPhone(house);
    const disabled = await house.customer();
    await pool.query("update users set state = 'disabled' where email = $1", [disabled.email]);
    const emails = [email, 'nobody-at-all@example.test', disabled.email];
    const visitors = emails.map((one, index) => {
      const visitor = house.visitor({ email: one, address: `10.8.${index}.1` });
      visitor.cookies.set('browser', 'b'.repeat(43));
      return visitor;
    });
    for (const visitor of visitors) await ask(visitor);
    await house.parts.jobs.runPending();
    for (const [name, act] of ACTS) {
      const costs = [];
      for (const visitor of visitors) costs.push(await cost(act, visitor));
      expect(costs[1], name).toEqual(costs[0]);
      expect(costs[2], name).toEqual(costs[0]);
      if (name === 'asking') await house.parts.jobs.runPending();
    }
  });

  test('and every guess is counted: those of nobody proven together, and apart from all others', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = visitor.elsewhere({ address: '203.0.113.90' });
    // Taken before the guesses: the clock stands still from the first of them, and every wait would be felt.
    const code = phone.code();
    await ask(thief);
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await prove(thief, 'password', `wrong guess number ${guess}`)).status).toBe(401);
    }
    for (const [method, secret] of [
      ['password', visitor.password],
      ['backup-code', phone.backupCodes[0] ?? ''],
    ] as const) {
      const slowed = await prove(thief, method, secret);
      expect([slowed.status, Number(slowed.headers.get('retry-after')) > 0]).toEqual([429, true]);
      // It says what does not have to wait.
      expect(slowed.json.detail).toContain('Begin with the code from the mail');
    }
    // Nothing else waits: not who begins with the mailed code, and not the sign-in.
    const owner = visitor.elsewhere({ address: '203.0.113.91' });
    await ask(owner);
    expect((await prove(owner, 'password', owner.password)).status).toBe(429);
    must(200, await prove(owner, 'mailed-code', await mailedCode(house, email)));
    for (let guess = 0; guess < 4; guess += 1) {
      expect((await prove(owner, 'backup-code', `AAAA-AAAA-AAAA-AAA${'ABCDE'[guess]}`)).status).toBe(401);
    }
    must(200, await thief.signIn());
    must(200, await thief.post('/sign-in/second-factor', { method: 'totp', code }));
    expect((await prove(owner, 'backup-code', phone.backupCodes[0] ?? '')).json).toEqual({ next: 'done' });
  });
});

describe('a stranger who knows no more than the address', () => {
  async function fail(stranger: Visitor, method: 'password' | 'backup-code', times: number): Promise<void> {
    for (let miss = 0; miss < times; miss += 1) {
      if (miss % 40 === 0) await pool.query('delete from rate_limits');
      await ask(stranger);
      const secret = method === 'password' ? `wrong guess number ${miss}` : 'AAAA-AAAA-AAAA-AAAA';
      expect((await prove(stranger, method, secret)).status).toBe(401);
      house.clock.advance(61 * MINUTE);
    }
    await pool.query('delete from rate_limits');
  }

  test('gets a hundred guesses in recoveries, and closes neither sign-in nor step-up nor a recovery with the mailed code', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const stranger = visitor.elsewhere({ address: '203.0.113.92' });
    await fail(stranger, 'backup-code', 60);
    await fail(stranger, 'password', 40);
    await ask(stranger);
    // Used up: even the right one looks wrong.
    expect((await prove(stranger, 'password', visitor.password)).status).toBe(401);

    const owner = visitor.elsewhere();
    must(200, await signInWithPhone(owner, phone));
    must(200, await owner.post('/step-up', { method: 'totp', code: phone.code() }));
    const lost = visitor.elsewhere();
    await ask(lost);
    must(200, await prove(lost, 'mailed-code', await mailedCode(house, email)));
    expect((await prove(lost, 'password', visitor.password)).json.next).toBe('waiting');
    const found = visitor.elsewhere();
    await ask(found);
    must(200, await prove(found, 'mailed-code', await mailedCode(house, email)));
    expect((await prove(found, 'backup-code', phone.backupCodes[0] ?? '')).json.next).toBe('done');
  });

  test('and who used up the password at the sign-in has not used up that of a recovery after the mailed code', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    const stranger = visitor.elsewhere({ address: '203.0.113.93' });
    for (let miss = 0; miss < 100; miss += 1) {
      if (miss % 40 === 0) await pool.query('delete from rate_limits');
      expect((await stranger.signIn('wrong grey otters sleeping')).status).toBe(401);
      house.clock.advance(61 * MINUTE);
    }
    await pool.query('delete from rate_limits');
    const owner = visitor.elsewhere();
    expect((await owner.signIn()).status).toBe(401);
    await ask(owner);
    must(200, await prove(owner, 'mailed-code', await mailedCode(house, email)));
    expect((await prove(owner, 'password', owner.password)).json.next).toBe('waiting');
  });
});

describe('where nothing is lost', () => {
  test.each(['second-factor', 'passkey'])(
    'no backup code is used up, in either order, and the page says so: %s',
    async (lost) => {
      const visitor = await house.customer();
      must(200, await visitor.signIn());
      const codes: string[] = must(201, await visitor.post('/security/two-factor/backup-codes')).json.backupCodes;
      must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
      const code = codes[0] ?? '';
      for (const early of [true, false]) {
        const owner = visitor.elsewhere();
        await ask(owner, lost);
        if (early)
          expect((await prove(owner, 'backup-code', code)).json).toEqual({ next: 'proof', needs: ['mailed-code'] });
        const mailed = await prove(owner, 'mailed-code', await mailedCode(house, visitor.email));
        const done = early ? mailed : await prove(owner, 'backup-code', code);
        expect(must(200, done).json).toEqual({ next: 'done' });
      }
      expect(await subjectsTo(visitor.email)).not.toContainEqual(expect.stringMatching(/backup code was used/i));
      expect((await visitor.get('/session')).status).toBe(200);
      const later = visitor.elsewhere();
      await ask(later, lost);
      expect((await prove(later, 'backup-code', code)).status).toBe(200);
    },
  );
});

/** What a recovery of a second factor has nothing to do with. */
const KEPT_TABLES = [
  'passwords',
  'backup_codes',
  'backup_code_sets',
  'notification_addresses',
  'address_restrictions',
  'address_lists',
  'address_list_entries',
  'anti_phishing_codes',
  'login_alert_settings',
  'recovery_settings',
  'memberships',
  'accounts',
];

describe('a recovery that waits', () => {
  test('is joined by a second request: the same end, and one row that waits', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    const first = await beginWaiting(house, visitor);
    house.clock.advance(10 * HOUR);
    const second = await beginWaiting(house, visitor.elsewhere());
    expect(second.json).toEqual(first.json);
    const { rows } = await pool.query(
      `select count(*)::int as count from recoveries
        where state = 'waiting' and user_id = (select id from users where email = $1)`,
      [email],
    );
    expect(rows[0].count).toBe(1);
  });

  test('completes after its wait and not before, once, on however many nodes; sessions end, backup codes stay', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    // A sign-in before it was asked for ends nothing.
    must(200, await signInWithPhone(visitor, phone));
    const lost = visitor.elsewhere();
    const { completesAt } = (await beginWaiting(house, lost)).json;
    expect(new Date(completesAt).getTime() - house.clock.now().getTime()).toBe(3 * DAY);
    await pass(house, 3 * DAY - 5 * MINUTE);
    expect(await appsOf(email)).toBe(1);
    house.clock.advance(5 * MINUTE);
    await Promise.all(Array.from({ length: 5 }, () => house.parts.runRecoveries()));
    await house.parts.runRecoveries();
    expect(await appsOf(email)).toBe(0);
    expect((await subjectsTo(email)).filter((subject) => subject.includes('lost factor was removed'))).toHaveLength(1);
    expect((await visitor.get('/session')).status).toBe(401);
    expect((await lost.signIn()).json).toEqual({ next: 'done' });
    const { rows } = await pool.query(
      `select count(*)::int as count from backup_code_sets
        where saved_at is not null and voided_at is null and user_id = (select id from users where email = $1)`,
      [email],
    );
    expect(rows[0].count).toBe(1);
  });

  test('is told of once a day, exactly, also when the clock jumps', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    await pool.query(
      `insert into recovery_settings (user_id, wait_days, counts_from)
       select id, 10, now() - interval '1 year' from users where email = $1`,
      [email],
    );
    await beginWaiting(house, visitor);
    const notices = async () => (await subjectsTo(email)).filter((subject) => subject.includes('is waiting')).length;
    expect(await notices()).toBe(1);
    await pass(house, 12 * HOUR);
    expect(await notices()).toBe(1);
    await pass(house, 12 * HOUR);
    await Promise.all([house.parts.runRecoveries(), house.parts.runRecoveries()]);
    expect(await notices()).toBe(2);
    // Three days at once: one notice, and the next at its hour.
    await pass(house, 3 * DAY);
    await pass(house, HOUR);
    expect(await notices()).toBe(3);
    await pass(house, DAY);
    expect(await notices()).toBe(4);
  });

  test('is told of at every address for security mail, each day and at its end (NM-2)', async () => {
    const { visitor } = await customerWithPhone(house);
    const second = await addAddress(house, visitor);
    house.clock.advance(8 * DAY);
    await beginWaiting(house, visitor.elsewhere());
    for (let day = 0; day < 3; day += 1) await pass(house, DAY);
    for (const address of [visitor.email, second]) {
      const subjects = await subjectsTo(address);
      expect([address, subjects.filter((subject) => subject.includes('is waiting')).length]).toEqual([address, 3]);
      expect(subjects).toContainEqual(expect.stringContaining('lost factor was removed'));
      expect(await linkTo(house, address, 'recovery')).toHaveLength(43);
    }
  });

  test('takes away what was lost and nothing else: every other choice of its owner is as it was (2F-6)', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const range = visitor.address.replace(/\d+$/, '0/24');
    must(200, await visitor.post('/security/login-alerts', { mode: 'off' }));
    must(200, await visitor.post('/security/anti-phishing-code', { phrase: 'nine grey otters' }));
    must(200, await visitor.post('/security/ip-restriction', { entries: [{ range }] }));
    must(200, await visitor.post('/step-up', { method: 'totp', code: phone.code() }));
    must(200, await visitor.post('/security/ip-restriction/confirm'));
    must(200, await visitor.post('/security/recovery', { waitDays: '5' }));
    await addAddress(house, visitor);
    house.clock.advance(8 * DAY);
    must(200, await signInWithPhone(visitor, phone));
    const pages = ['/security/login-alerts', '/security/anti-phishing-code', '/security/ip-restriction'];
    const shown = async (owner: Visitor) => {
      const facts: string[] = [];
      for (const path of [...pages, '/personal-information', '/account', '/account/policy']) {
        // Only the sign-in itself is new.
        facts.push(must(200, await owner.get(path)).text.replace(/"lastUsedAt":"[^"]*"/g, ''));
      }
      return [...facts, (await owner.post('/security/anti-phishing-code/show')).json];
    };
    const keptRows = async () => {
      const tables = await readTables(house.database);
      return KEPT_TABLES.map((table) => [table, tables.get(`public.${table}`)]);
    };
    const [before, rowsBefore] = [await shown(visitor), await keptRows()];
    for (const [table, rows] of rowsBefore) expect(rows, table).not.toBe('');
    const lost = visitor.elsewhere();
    await beginWaiting(house, lost);
    await pass(house, 5 * DAY);
    expect(await appsOf(visitor.email)).toBe(0);
    expect(await keptRows()).toEqual(rowsBefore);
    must(200, await lost.signIn());
    expect(await shown(lost)).toEqual(before);
    expect((await lost.get('/security/recovery')).json.waitDays).toBe(5);
    expect((await lost.get('/security/two-factor')).json).toMatchObject({ apps: [], backupCodes: { left: 10 } });
  });

  test('that a passkey shortens keeps that passkey and the choice to be asked for it', async () => {
    const { visitor } = await customerWithPhone(house);
    const passkey = await addPasskey(visitor);
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    const lost = visitor.elsewhere();
    await ask(lost);
    must(200, await prove(lost, 'mailed-code', await mailedCode(house, visitor.email)));
    const options = must(200, await lost.post('/recovery/passkey/options')).json;
    const body = { method: 'passkey', credential: answer(options, passkey) };
    expect(must(200, await lost.post('/recovery/proof', body)).json).toEqual({ next: 'done' });
    expect(await appsOf(visitor.email)).toBe(0);
    expect((await lost.signIn()).json).toEqual({ next: 'second-factor', methods: ['passkey', 'backup-code'] });
    must(200, await signInWithPasskey(lost, passkey));
  });

  test('is not ended by the password alone, nor by an app added since it was asked for, nor by one not yet senior', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    must(200, await signInWithPhone(visitor, phone));
    // The thief has the password and, for a moment, a session with a fresh proof: an app of their own.
    const thief = visitor.elsewhere({ address: '203.0.113.66' });
    await thief.signIn();
    must(200, await thief.post('/sign-in/second-factor', { method: 'totp', code: phone.code() }));
    const fresh = await enrolPhone(house, thief, { name: 'Not yours' });
    const owner = visitor.elsewhere();
    const { completesAt } = (await beginWaiting(house, owner)).json;
    await thief.elsewhere().signIn();
    must(200, await signInWithPhone(thief.elsewhere(), fresh));
    await pass(house, 2 * DAY);
    must(200, await signInWithPhone(thief.elsewhere(), fresh));
    house.clock.advance(new Date(completesAt).getTime() - house.clock.now().getTime());
    await pass(house, 0);
    expect(await appsOf(email)).toBe(0);
    expect((await owner.signIn()).json).toEqual({ next: 'done' });
  });

  test('is ended by the owner’s sign-in with the app that was senior when it was asked for', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = visitor.elsewhere({ address: '203.0.113.67' });
    await beginWaiting(house, thief);
    await pass(house, DAY);
    must(200, await signInWithPhone(visitor, phone));
    expect(await subjectsTo(email)).toContain('The recovery is ended');
    const { events } = (await visitor.get('/security/login-history?outcome=success')).json;
    expect(events.map(({ kind }: { kind: string }) => kind)).toContain('recovery-ended');
    await pass(house, 30 * DAY);
    expect(await appsOf(email)).toBe(1);
    must(200, await signInWithPhone(visitor.elsewhere(), phone));
  });

  test('is paused by a mail once, for a day and the whole wait anew; a replayed stop moves nothing', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    await beginWaiting(house, visitor);
    await pass(house, 2 * DAY);
    const token = await linkTo(house, email, 'recovery');
    const stranger = house.visitor();
    const paused = must(200, await stranger.post(`/recovery/${token}/stop`)).json;
    expect(paused.state).toBe('paused');
    expect(new Date(paused.completesAt).getTime() - house.clock.now().getTime()).toBe(4 * DAY);
    await pass(house, 2 * DAY);
    const newer = await linkTo(house, email, 'recovery');
    for (const link of [token, newer]) {
      expect(must(200, await stranger.post(`/recovery/${link}/stop`)).json).toEqual({
        state: 'waiting',
        completesAt: paused.completesAt,
      });
    }
    house.clock.advance(new Date(paused.completesAt).getTime() - house.clock.now().getTime());
    await pass(house, 0);
    expect(await appsOf(email)).toBe(0);
    expect((await stranger.post(`/recovery/${newer}/stop`)).status).toBe(410);
  });

  test('is paused once by twenty who press at the same moment', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    await beginWaiting(house, visitor);
    const token = await linkTo(house, email, 'recovery');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => house.visitor().post(`/recovery/${token}/stop`)),
    );
    expect(answers.map(({ json }) => json.state).sort()).toEqual(['paused', ...Array(19).fill('waiting')]);
  });

  async function waitingOf(email: string): Promise<{ completes_at: Date }> {
    const { rows } = await pool.query(
      `select completes_at from recoveries
        where state = 'waiting' and user_id = (select id from users where email = $1)`,
      [email],
    );
    return rows[0];
  }

  /** What a reader of the mailbox can do on any day: a reset, and an objection to it. */
  async function freezeByMail(visitor: Visitor, day: number): Promise<void> {
    const thief = visitor.elsewhere({ address: `203.0.113.${100 + day}` });
    await resetPassword(house, thief, `stolen grey otters sleeping ${day}`);
    must(200, await thief.post(`/objections/${await linkTo(house, visitor.email, 'objections')}`));
  }

  test('is not held for ever by who reads the mail: objections of every day and a stop move it by one day', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    const { completesAt } = (await beginWaiting(house, visitor.elsewhere())).json;
    const end = () => waitingOf(email).then((row) => row.completes_at.getTime() - new Date(completesAt).getTime());
    await freezeByMail(visitor, 0);
    expect(await end()).toBe(DAY);
    for (let day = 1; day < 4; day += 1) {
      await pass(house, DAY - HOUR);
      await freezeByMail(visitor, day);
      const stop = await linkTo(house, email, 'recovery');
      expect(must(200, await visitor.get(`/recovery/${stop}`)).json.state).toBe('stopped-before');
      expect(must(200, await house.visitor().post(`/recovery/${stop}/stop`)).json.state).toBe('waiting');
      expect(await end()).toBe(DAY);
    }
    // It completes although the last freeze runs.
    house.clock.advance(new Date(completesAt).getTime() + DAY - house.clock.now().getTime());
    await pass(house, 0);
    expect(await appsOf(email)).toBe(0);
    expect((await visitor.elsewhere().signIn('stolen grey otters sleeping 3')).json).toEqual({ next: 'done' });
  });

  test('is held once also by a freeze that ran when it began, and not by freezes after a stop', async () => {
    const first = await ownerWithPhone(house);
    await freezeByMail(first.visitor, 10);
    house.clock.advance(HOUR);
    const { completesAt } = (await beginWaiting(house, first.visitor.elsewhere())).json;
    expect(new Date(completesAt).getTime() - house.clock.now().getTime()).toBe(4 * DAY - HOUR);
    await freezeByMail(first.visitor, 11);
    expect((await waitingOf(first.email)).completes_at).toEqual(new Date(completesAt));

    const second = await ownerWithPhone(house);
    await beginWaiting(house, second.visitor.elsewhere());
    const token = await linkTo(house, second.email, 'recovery');
    const stopped = must(200, await house.visitor().post(`/recovery/${token}/stop`)).json;
    await freezeByMail(second.visitor, 12);
    expect((await waitingOf(second.email)).completes_at).toEqual(new Date(stopped.completesAt));
  });

  test('of a thief is ended by the owner with something senior, whatever held it before', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    must(200, await signInWithPhone(visitor, phone));
    await beginWaiting(house, visitor.elsewhere({ address: '203.0.113.69' }));
    await freezeByMail(visitor, 20);
    house.clock.advance(HOUR);
    await freezeByMail(visitor, 21);
    const owner = visitor.elsewhere({ password: 'stolen grey otters sleeping 21' });
    must(200, await signInWithPhone(owner, phone));
    expect(await waitingOf(email)).toBeUndefined();
    expect(await subjectsTo(email)).toContain('The recovery is ended');
    await pass(house, 6 * DAY);
    expect(await appsOf(email)).toBe(1);
  });

  test('is void when the factor is gone meanwhile, or its user was disabled', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    await beginWaiting(house, visitor);
    await pool.query("update users set state = 'disabled' where email = $1", [email]);
    await pass(house, 4 * DAY);
    await pool.query("update users set state = 'active' where email = $1", [email]);
    await pass(house, 4 * DAY);
    expect(await appsOf(email)).toBe(1);

    const found = await ownerWithPhone(house);
    const lost = found.visitor.elsewhere();
    await beginWaiting(house, lost);
    const again = lost.elsewhere();
    await ask(again);
    must(200, await prove(again, 'mailed-code', await mailedCode(house, found.email)));
    must(200, await prove(again, 'backup-code', found.phone.backupCodes[0] ?? ''));
    await pass(house, 4 * DAY);
    const removals = (await subjectsTo(found.email)).filter((subject) => subject.includes('lost factor was removed'));
    expect(removals).toHaveLength(1);
  });

  test('asked for with a wait that a thief just made shorter still waits the longer one', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    must(200, await signInWithPhone(visitor, phone));
    must(200, await visitor.post('/security/recovery', { waitDays: '14' }));
    must(200, await visitor.post('/security/recovery', { waitDays: '1' }));
    const thief = visitor.elsewhere({ address: '203.0.113.68' });
    const { completesAt } = (await beginWaiting(house, thief)).json;
    expect(new Date(completesAt).getTime() - house.clock.now().getTime()).toBe(14 * DAY);
    await pass(house, 15 * DAY);
    expect(await appsOf(email)).toBe(0);
  });
});

test('two proofs at once complete a recovery once', async () => {
  const { visitor, phone, email } = await ownerWithPhone(house);
  await ask(visitor);
  const code = await mailedCode(house, email);
  const answers = await Promise.all([
    prove(visitor, 'mailed-code', code),
    prove(visitor, 'mailed-code', code),
    prove(visitor, 'backup-code', phone.backupCodes[0] ?? ''),
    prove(visitor, 'backup-code', phone.backupCodes[0] ?? ''),
  ]);
  expect(answers.filter(({ json }) => json.next === 'done')).toHaveLength(1);
  expect(await appsOf(email)).toBe(0);
  expect((await subjectsTo(email)).filter((subject) => subject.includes('lost factor was removed'))).toHaveLength(1);
});

test('a used backup code, and one of a set that is void, give nothing', async () => {
  const { visitor, phone, email } = await ownerWithPhone(house);
  const [first = '', second = ''] = phone.backupCodes;
  await visitor.signIn();
  must(200, await visitor.post('/sign-in/second-factor', { method: 'backup-code', code: first }));
  must(201, await visitor.post('/security/two-factor/backup-codes'));
  must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
  const thief = visitor.elsewhere();
  await ask(thief);
  must(200, await prove(thief, 'mailed-code', await mailedCode(house, email)));
  expect((await prove(thief, 'backup-code', first)).status).toBe(401);
  expect((await prove(thief, 'backup-code', second)).status).toBe(401);
  expect(await appsOf(email)).toBe(1);
});

test('the cookie of a pending sign-in, of a session or of a device is no recovery', async () => {
  const { visitor, phone } = await ownerWithPhone(house);
  must(200, await signInWithPhone(visitor, phone));
  const thief = visitor.elsewhere();
  for (const cookie of ['session', 'device', 'browser']) {
    thief.cookies.set('recovery', visitor.cookies.get(cookie) ?? 'x');
    expect((await prove(thief, 'password', visitor.password)).status).toBe(401);
    expect((await thief.get('/recovery')).json).toEqual({ next: 'ask' });
  }
});

test('a code mailed to the address of before is none after a change of address, whatever else was proven', async () => {
  const { visitor, phone, email } = await ownerWithPhone(house);
  const thief = visitor.elsewhere();
  await ask(thief);
  const code = await mailedCode(house, email);
  must(200, await prove(thief, 'backup-code', phone.backupCodes[0] ?? ''));
  await pool.query('update users set email = $1 where email = $2', [`new-${email}`, email]);
  expect((await prove(thief, 'mailed-code', code)).status).toBe(401);
  expect(await appsOf(`new-${email}`)).toBe(1);
});

test('a recovery is void from the moment its factor is gone: what is set up anew meanwhile is not what was lost', async () => {
  const { visitor, phone, email } = await ownerWithPhone(house);
  const owner = visitor.elsewhere();
  must(200, await signInWithPhone(owner, phone));
  await beginWaiting(house, visitor.elsewhere({ address: '203.0.113.68' }));
  must(200, await owner.post('/security/two-factor/disable'));
  expect((await owner.get('/security/recovery')).json.waiting).toBeNull();
  expect(await subjectsTo(email)).toContain('The recovery is void');
  const fresh = await enrolPhone(house, owner);
  await pass(house, 5 * DAY);
  expect(await appsOf(email)).toBe(1);
  must(200, await signInWithPhone(visitor.elsewhere(), fresh));
});
