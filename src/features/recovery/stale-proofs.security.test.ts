/*
 * The attacker began a recovery with something stolen and now waits for a look at the mailbox. Meanwhile the owner removes
 * what was stolen, replaces it, or finds nothing lost at all. What was taken away then counts for nothing here either.
 */
import { describe, expect, test } from 'vitest';
import { customerWithPhone, enrolPhone, must, signInWithPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { answer, customerWithPasskey, type Passkey } from '../../../test/passkey-device.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { whileUserIsHeld } from '../../../test/while-user-is-held.ts';
import { MINUTE } from '../../foundations/clock.ts';
import { ask, beginWaiting, mailedCode, ownerWithPhone, prove } from './testing.ts';

const house = await openHouse();
const { pool } = house.database;

async function factorsOf(email: string): Promise<number> {
  const { rows } = await pool.query(
    `select (select count(*)::int from authenticator_apps t where t.user_id = u.id and removed_at is null)
          + (select count(*)::int from passkeys p where p.user_id = u.id and removed_at is null) as count
       from users u where email = $1`,
    [email],
  );
  return rows[0].count;
}

async function provePasskey(visitor: Visitor, passkey: Passkey) {
  const options = must(200, await visitor.post('/recovery/passkey/options')).json;
  return visitor.post('/recovery/proof', { method: 'passkey', credential: answer(options, passkey) });
}

async function proveMail(visitor: Visitor) {
  return prove(visitor, 'mailed-code', await mailedCode(house, visitor.email));
}

async function makeCodes(visitor: Visitor): Promise<string[]> {
  const codes = must(201, await visitor.post('/security/two-factor/backup-codes')).json.backupCodes;
  must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
  return codes;
}

async function changePassword(visitor: Visitor, password = 'nine grey otters sleeping'): Promise<void> {
  must(200, await visitor.post('/security/password', { current: visitor.password, password }));
  visitor.password = password;
}

const ALL = ['backup-code', 'totp', 'passkey', 'password'];

describe('what was proven and is gone when the mailed code comes', () => {
  test('a passkey that was removed removes nothing; the owner, with what is left, still gets in', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const phone = await enrolPhone(house, visitor);
    const thief = visitor.elsewhere();
    await ask(thief);
    must(200, await provePasskey(thief, passkey));
    const { id } = must(200, await visitor.get('/security/passkeys')).json.passkeys[0];
    must(200, await visitor.post(`/security/passkeys/${id}/remove`));
    expect(must(200, await proveMail(thief)).json).toEqual({ next: 'proof', needs: ALL, gone: true });
    expect((await provePasskey(thief, passkey)).status).toBe(401);
    expect(await factorsOf(visitor.email)).toBe(1);
    expect((await prove(thief, 'backup-code', phone.backupCodes[0] ?? '')).json).toEqual({ next: 'done' });
  });

  test('a code of a set that was replaced', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const thief = visitor.elsewhere();
    await ask(thief);
    must(200, await prove(thief, 'backup-code', phone.backupCodes[0] ?? ''));
    await makeCodes(visitor);
    expect(must(200, await proveMail(thief)).json).toEqual({ next: 'proof', needs: ALL, gone: true });
    expect(await factorsOf(visitor.email)).toBe(1);
  });

  test('a code that was only looked at, since nothing was lost then: it is asked for again, and used up', async () => {
    // A key that asks for no finger is no second factor until its owner says so.
    const { visitor } = await customerWithPasskey(house, { userVerified: false });
    const [code = ''] = await makeCodes(visitor);
    const thief = visitor.elsewhere();
    await ask(thief);
    must(200, await prove(thief, 'backup-code', code));
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    expect(must(200, await proveMail(thief)).json).toEqual({ next: 'proof', needs: ALL, gone: true });
    expect(await factorsOf(visitor.email)).toBe(1);
    expect((await prove(thief, 'backup-code', code)).json).toEqual({ next: 'done' });
    expect((await house.mailsTo(visitor.email)).map(({ subject }) => subject)).toContainEqual(
      expect.stringMatching(/backup code was used/i),
    );
  });

  test('a password that was changed begins no wait', async () => {
    const { visitor } = await customerWithPhone(house);
    const thief = visitor.elsewhere();
    await ask(thief);
    must(200, await prove(thief, 'password', thief.password));
    await changePassword(visitor);
    expect(must(200, await proveMail(thief)).json).toEqual({ next: 'proof', needs: ALL, gone: true });
    expect((await prove(thief, 'password', thief.password)).status).toBe(401);
    expect((await prove(thief, 'password', visitor.password)).json.next).toBe('waiting');
  });

  test('a password, outside the list of addresses: the present one is asked for, and with it everything else once more', async () => {
    const visitor = await house.customer({ address: '198.51.100.20' });
    must(200, await visitor.signIn());
    await makeCodes(visitor);
    must(200, await visitor.post('/security/ip-restriction', { entries: [{ range: '198.51.100.0/24' }] }));
    house.clock.advance(MINUTE);
    must(200, await visitor.post('/step-up', { method: 'password', password: visitor.password }));
    must(200, await visitor.post('/security/ip-restriction/confirm'));
    const thief = visitor.elsewhere({ address: '203.0.113.9' });
    await ask(thief, 'address');
    must(200, await proveMail(thief));
    must(200, await prove(thief, 'password', thief.password));
    await changePassword(visitor);
    const [code = ''] = await makeCodes(visitor);
    // The present one does not count as the same once more, which would choose the wait.
    const other = visitor.elsewhere({ address: '203.0.113.10' });
    await ask(other, 'address');
    must(200, await proveMail(other));
    must(200, await prove(other, 'password', visitor.password));
    await changePassword(visitor, 'ten grey otters sleeping');
    expect((await prove(other, 'password', visitor.password)).json.next).toBe('proof');
    expect(must(200, await prove(thief, 'backup-code', code)).json).toEqual({
      next: 'proof',
      needs: ['password', 'passkey'],
      gone: true,
    });
    expect((await prove(thief, 'password', thief.password)).status).toBe(401);
    expect((await prove(thief, 'password', visitor.password)).json).toEqual({ next: 'done' });
  });

  test('a password that is changed between its check and what it opens', async () => {
    const { visitor } = await customerWithPhone(house);
    const thief = visitor.elsewhere();
    await ask(thief);
    must(200, await proveMail(thief));
    const proof = () => prove(thief, 'password', thief.password);
    const answered = await whileUserIsHeld(house, visitor.email, proof, (tx) =>
      tx.query(
        `update passwords set hash = (select hash from passwords where user_id <> u.id limit 1)
           from users u where u.id = passwords.user_id and u.email = $1`,
        [visitor.email],
      ),
    );
    expect(answered.status).toBe(401);
  });
});

test('the job that mails the code takes the user before the recovery, as proofs do: neither waits for the other for ever', async () => {
  const { visitor, email } = await ownerWithPhone(house);
  await ask(visitor);
  await whileUserIsHeld(
    house,
    email,
    () => house.parts.jobs.runPending(),
    (tx) => tx.query(`select 1 from recoveries where state = 'proof' for update nowait`),
  );
  expect(await mailedCode(house, email)).toMatch(/./);
});

test.each([
  ['the anti-phishing code', '/security/anti-phishing-code', { phrase: 'kestrel zinnia 4711' }, 'anti_phishing_codes'],
  ['the login alerts', '/security/login-alerts', { mode: 'off' }, 'login_alert_settings'],
])('a change of %s takes the user first, as an undo of it does', async (_what, path, body, table) => {
  const visitor = await house.customer();
  must(200, await visitor.signIn());
  must(200, await visitor.post('/security/anti-phishing-code', { phrase: 'otter lantern 4242' }));
  must(200, await visitor.post('/security/login-alerts', { mode: 'every' }));
  const own = `select 1 from ${table} where user_id = (select id from users where email = $1) for update nowait`;
  const change = () => visitor.post(path, body);
  must(200, await whileUserIsHeld(house, visitor.email, change, (tx) => tx.query(own, [visitor.email])));
});

describe('a proof that is not asked for', () => {
  test('is not even looked at: who has the password guesses no backup codes before the mailed code', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = visitor.elsewhere({ address: '203.0.113.70' });
    await ask(thief);
    must(200, await prove(thief, 'password', thief.password));
    for (let guess = 0; guess < 7; guess += 1) {
      const refused = await prove(thief, 'backup-code', 'AAAA-AAAA-AAAA-AAAA');
      expect([refused.status, refused.json.type]).toEqual([403, expect.stringMatching(/not-allowed$/)]);
    }
    // The owner's codes do not wait for it, and the right one was not used up.
    expect((await prove(thief, 'backup-code', phone.backupCodes[0] ?? '')).status).toBe(403);
    must(200, await visitor.signIn());
    const code = { method: 'backup-code', code: phone.backupCodes[0] };
    must(200, await visitor.post('/sign-in/second-factor', code));
    expect(await factorsOf(email)).toBe(1);
  });

  test('after the mailed code changes nothing: the code once more says what is asked for', async () => {
    const { visitor, email } = await ownerWithPhone(house);
    await ask(visitor);
    const code = await mailedCode(house, email);
    must(200, await prove(visitor, 'mailed-code', code));
    expect(must(200, await prove(visitor, 'mailed-code', code)).json).toEqual({ next: 'proof', needs: ALL });
  });

  test('outside the list of addresses, guesses before the mailed code wait apart from the sign-in', async () => {
    const { visitor, phone } = await ownerWithPhone(house);
    const thief = visitor.elsewhere({ address: '203.0.113.71' });
    await ask(thief, 'address');
    must(200, await prove(thief, 'password', thief.password));
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await prove(thief, 'backup-code', 'AAAA-AAAA-AAAA-AAAA')).status).toBe(401);
    }
    expect((await prove(thief, 'backup-code', 'AAAA-AAAA-AAAA-AAAA')).status).toBe(429);
    must(200, await visitor.signIn());
    const code = { method: 'backup-code', code: phone.backupCodes[0] };
    must(200, await visitor.post('/sign-in/second-factor', code));
  });
});

describe('a recovery that waits and was overtaken', () => {
  test('by one that kept an app says that this app is there, and not that the password is enough', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    must(200, await signInWithPhone(visitor, phone));
    const tablet = await enrolPhone(house, visitor, { name: 'Tablet' });
    const first = visitor.elsewhere();
    must(200, await beginWaiting(house, first));
    const second = visitor.elsewhere();
    await ask(second);
    must(200, await proveMail(second));
    expect((await prove(second, 'totp', tablet.code())).json).toEqual({ next: 'done' });
    expect(await factorsOf(email)).toBe(1);
    const page = (await first.page('/recovery')).text;
    expect(page).toContain('Your lost apps and passkeys are removed');
    expect(page).toContain('stays, and you can sign in with it');
    expect(page).not.toMatch(/password is enough|password opens the account/);
  });

  test('by one that kept nothing says that the password opens the account', async () => {
    const { visitor, phone } = await ownerWithPhone(house);
    const first = visitor.elsewhere();
    must(200, await beginWaiting(house, first));
    await ask(visitor);
    must(200, await proveMail(visitor));
    expect((await prove(visitor, 'backup-code', phone.backupCodes[0] ?? '')).json).toEqual({ next: 'done' });
    expect((await first.page('/recovery')).text).toContain('your password opens the account again');
  });

  test('and void, with a new app set up since, does not call the password enough either', async () => {
    const { visitor, phone } = await ownerWithPhone(house);
    must(200, await signInWithPhone(visitor, phone));
    const first = visitor.elsewhere();
    must(200, await beginWaiting(house, first));
    must(200, await visitor.post('/security/two-factor/disable'));
    expect((await first.page('/recovery')).text).toContain('Your password is enough');
    await enrolPhone(house, visitor);
    expect((await first.get('/recovery')).json).toEqual({ next: 'ask' });
  });
});
