import { describe, expect, test } from 'vitest';
import { customerWithPhone, enrolPhone, must, signInWithPhone, totp } from './authenticator-app.ts';
import { addressOf, bodyFor } from './door-bodies.ts';
import { openHouse } from './house.ts';
import type { Visitor } from './visitor.ts';

/*
 * The attacker has the password, or a copy of a session's cookie, or looks over a shoulder at a code that was just
 * used. They replay it, race it, guess, and try to enrol, replace or remove what protects the account (2F-1 … 2F-11).
 */

const house = await openHouse();
const MINUTES = 60_000;
const prove = (visitor: Visitor, code: string) => visitor.post('/sign-in/second-factor', { method: 'totp', code });

/** Each with the password given and the second factor to come. */
async function twentyBrowsersOf(visitor: Visitor): Promise<Visitor[]> {
  const browsers = Array.from({ length: 20 }, () => visitor.elsewhere());
  for (const browser of browsers) must(200, await browser.signIn());
  return browsers;
}

describe('a code', () => {
  test('that confirmed the enrolment signs nobody in', async () => {
    const anna = await house.customer();
    await anna.signIn();
    const { secret } = must(201, await anna.post('/security/two-factor/enrolment')).json;
    const code = totp(secret, house.clock.now());
    must(200, await anna.post('/security/two-factor/enrolment/confirm', { code }));
    must(200, await anna.post('/security/two-factor/enrolment/saved'));
    await anna.post('/sign-out');
    await anna.signIn();
    expect((await prove(anna, code)).status).toBe(401);
  });

  test('used by twenty at once signs one in, and none of the earlier step afterwards', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    await visitor.post('/sign-out');
    house.clock.advance(60_000);
    const browsers = await twentyBrowsersOf(visitor);
    const code = totp(phone.secret, house.clock.now());
    const before = totp(phone.secret, house.clock.now(), -1);
    const answers = await Promise.all(browsers.map((browser) => prove(browser, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const late = visitor.elsewhere();
    await late.signIn();
    expect((await prove(late, before)).status).toBe(401);
  });

  test('is worth one use over sign-in and step-up together', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const code = phone.code();
    must(200, await visitor.post('/step-up', { method: 'totp', code }));
    expect((await visitor.post('/step-up', { method: 'totp', code })).status).toBe(401);
    const thief = visitor.elsewhere();
    await thief.signIn();
    expect((await prove(thief, code)).status).toBe(401);
  });

  test('of the present step and the one before is taken, of none beside them (2F-2)', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    for (const [steps, status] of [
      [-2, 401],
      [1, 401],
      [2, 401],
      [-1, 200],
      [0, 200],
    ] as const) {
      house.clock.advance(5 * MINUTES);
      const browser = visitor.elsewhere();
      await browser.signIn();
      const answer = await prove(browser, totp(phone.secret, house.clock.now(), steps));
      expect([steps, answer.status]).toEqual([steps, status]);
    }
  });

  test('of another user is wrong', async () => {
    const [anna, ben] = [await customerWithPhone(house), await customerWithPhone(house)];
    const thief = anna.visitor.elsewhere();
    await thief.signIn();
    expect((await prove(thief, ben.phone.code())).status).toBe(401);
    const backup = await thief.post('/sign-in/second-factor', {
      method: 'backup-code',
      code: ben.phone.backupCodes[0],
    });
    expect(backup.status).toBe(401);
  });

  test('that is spent is refused and recorded, and not counted as a guess (2F-4)', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const thief = visitor.elsewhere();
    await thief.signIn();
    const code = phone.code();
    must(200, await visitor.post('/step-up', { method: 'totp', code }));
    for (let n = 0; n < 12; n++) expect((await prove(thief, code)).status).toBe(401);
    expect((await prove(thief, phone.code())).status).toBe(200);
    const { events } = (await visitor.get('/security/login-history?outcome=failure')).json;
    expect(events.filter(({ cause }: { cause: string }) => cause === 'spent-code').length).toBeGreaterThan(0);
  });
});

describe('guessing', () => {
  test('six wrong codes over six fresh sign-ins wait, and the right one waits too (2F-4)', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    for (let n = 0; n < 5; n++) {
      const thief = visitor.elsewhere();
      await thief.signIn();
      expect((await prove(thief, '000000')).status).toBe(401);
    }
    const thief = visitor.elsewhere();
    await thief.signIn();
    const waiting = await prove(thief, totp(phone.secret, house.clock.now()));
    expect(waiting.status).toBe(429);
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
    // The owner's own browser has a budget of its own.
    await visitor.post('/sign-out');
    expect((await signInWithPhone(visitor, phone)).status).toBe(200);
  });

  test('fifty at once get five tries', async () => {
    const { visitor } = await customerWithPhone(house);
    const thief = visitor.elsewhere();
    await thief.signIn();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => prove(thief, String(n).padStart(6, '0'))));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
  });

  test('a hundred close the app to strangers and end the pending sign-in; a backup code still gets in', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    let thief = visitor.elsewhere();
    await thief.signIn();
    for (let n = 0; n < 100; n++) {
      if (!thief.cookies.has('pending')) await thief.signIn();
      const answer = await prove(thief, '000000');
      if (answer.status === 429) n -= 1;
      house.clock.advance(61 * MINUTES);
      thief = visitor.elsewhere();
      await thief.signIn();
    }
    house.clock.advance(61 * MINUTES);
    const closed = visitor.elsewhere();
    await closed.signIn();
    const told = await prove(closed, phone.code());
    // The password was right: which way is still open is said, and nothing about the password.
    expect([told.status, told.json.detail]).toEqual([
      401,
      expect.stringMatching(/too many wrong codes.*backup code or a passkey/i),
    ]);
    expect(closed.cookies.has('pending')).toBe(false);
    expect((await closed.page('/sign-in?done=second-closed')).text).toContain('href="/recovery"');
    const owner = visitor.elsewhere();
    await owner.signIn();
    const code = phone.backupCodes[3];
    expect((await owner.post('/sign-in/second-factor', { method: 'backup-code', code })).status).toBe(200);
  }, 60_000);

  test('a right password with a wrong code from an unknown network is mailed, once, and told apart in the history', async () => {
    const { visitor } = await customerWithPhone(house);
    const thief = visitor.elsewhere({ address: '192.0.2.77' });
    await thief.signIn();
    for (const code of ['000000', '111111']) await prove(thief, code);
    const mails = (await house.mailsTo(visitor.email)).filter(({ subject }) => subject.includes('knows your password'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('192.0.2.77');
    expect(mails[0]?.text).toContain('/not-me/');
    const { events } = (await visitor.get('/security/login-history?outcome=failure')).json;
    const causes = events.map(({ cause }: { cause: string }) => cause);
    expect(causes.filter((cause: string) => cause === 'right-password-wrong-code')).toHaveLength(2);
  });
});

describe('a backup code', () => {
  test('works once, also for twenty at once, and is told by mail with what is left', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const browsers = await twentyBrowsersOf(visitor);
    const code = phone.backupCodes[0];
    const answers = await Promise.all(
      browsers.map((browser) => browser.post('/sign-in/second-factor', { method: 'backup-code', code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const mails = (await house.mailsTo(visitor.email)).filter(({ subject }) => subject === 'A backup code was used');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('9');
  });

  test('of the old set is void once the new one is saved, and not before', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const made = must(201, await visitor.post('/security/two-factor/backup-codes'));
    expect(made.headers.get('cache-control')).toContain('no-store');
    const signIn = async (code: string | undefined) => {
      const browser = visitor.elsewhere();
      await browser.signIn();
      return (await browser.post('/sign-in/second-factor', { method: 'backup-code', code })).status;
    };
    expect(await signIn(made.json.backupCodes[0])).toBe(401);
    expect(await signIn(phone.backupCodes[0])).toBe(200);
    must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
    expect(await signIn(phone.backupCodes[1])).toBe(401);
    expect(await signIn(made.json.backupCodes[0])).toBe(200);
    const mail = (await house.mailsTo(visitor.email)).find(({ subject }) => subject === 'New backup codes');
    expect(mail?.text).toContain('are void');
  });

  test('and every seed is nowhere in the database as it was shown (2F-5, 2F-8)', async () => {
    const { phone } = await customerWithPhone(house);
    const { rows: tables } = await house.database.pool.query(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    );
    const dump: string[] = [];
    for (const { name } of tables) {
      const { rows } = await house.database.pool.query(`select t::text as row from "${name}" t`);
      dump.push(...rows.map(({ row }) => row));
    }
    const text = dump.join('\n').toUpperCase();
    expect(text.length).toBeGreaterThan(1000);
    expect(text).not.toContain(phone.secret);
    for (const code of phone.backupCodes) {
      expect(text).not.toContain(code.replaceAll('-', ''));
      expect(text).not.toContain(code.replaceAll('-', '').slice(3));
    }
  });
});

describe('the enrolment', () => {
  test('left in the middle changes nothing, and its secret dies in ten minutes', async () => {
    const anna = await house.customer();
    await anna.signIn();
    const { secret } = must(201, await anna.post('/security/two-factor/enrolment')).json;
    must(200, await anna.post('/security/two-factor/enrolment/confirm', { code: totp(secret, house.clock.now()) }));
    expect((await anna.elsewhere().signIn()).json).toEqual({ next: 'done' });
    house.clock.advance(10 * MINUTES + 1000);
    await anna.post('/step-up', { method: 'password', password: anna.password });
    expect((await anna.post('/security/two-factor/enrolment/saved')).status).toBe(409);
    expect((await anna.get('/security/two-factor')).json.enabled).toBe(false);
  });

  test('cannot skip a step, and a confirmed secret is shown no more', async () => {
    const anna = await house.customer();
    await anna.signIn();
    expect((await anna.post('/security/two-factor/enrolment/saved')).status).toBe(409);
    expect((await anna.post('/security/two-factor/enrolment/confirm', { code: '123456' })).status).toBe(409);
    const { secret } = must(201, await anna.post('/security/two-factor/enrolment')).json;
    expect((await anna.post('/security/two-factor/enrolment/saved')).status).toBe(409);
    expect((await anna.page('/security/two-factor/enrolment')).text).toContain(secret.slice(0, 4));
    must(200, await anna.post('/security/two-factor/enrolment/confirm', { code: totp(secret, house.clock.now()) }));
    expect((await anna.page('/security/two-factor/enrolment')).status).toBe(303);
  });

  test('belongs to its session: another one of the same user confirms and finishes nothing', async () => {
    const anna = await house.customer();
    await anna.signIn();
    const other = anna.elsewhere();
    await other.signIn();
    const { secret } = must(201, await anna.post('/security/two-factor/enrolment')).json;
    const code = totp(secret, house.clock.now());
    expect((await other.post('/security/two-factor/enrolment/confirm', { code })).status).toBe(409);
    must(200, await anna.post('/security/two-factor/enrolment/confirm', { code }));
    expect((await other.post('/security/two-factor/enrolment/saved')).status).toBe(409);
  });

  test('tells how wrong the clock is, spends that code, and only here (RFC 6238 §6)', async () => {
    const anna = await house.customer();
    await anna.signIn();
    const { secret } = must(201, await anna.post('/security/two-factor/enrolment')).json;
    const code = totp(secret, house.clock.now(), 6);
    const answer = await anna.post('/security/two-factor/enrolment/confirm', { code });
    expect(answer.status).toBe(422);
    expect(answer.json.errors[0]).toMatchObject({ field: 'code', code: 'wrong-clock' });
    expect(answer.json.errors[0].message).toContain('3 minutes ahead');
    house.clock.advance(3 * MINUTES);
    expect((await anna.post('/security/two-factor/enrolment/confirm', { code })).status).toBe(422);
  });

  test('raises this session, ends the others, and cannot be finished twice', async () => {
    const anna = await house.customer();
    await anna.signIn();
    const other = anna.elsewhere();
    await other.signIn();
    const old = anna.cookies.get('session');
    await enrolPhone(house, anna);
    expect((await anna.get('/session')).json.session).toMatchObject({
      assurance: 'aal2',
      methods: ['password', 'totp'],
    });
    expect(anna.cookies.get('session')).not.toBe(old);
    expect((await other.get('/session')).status).toBe(401);
    expect((await anna.post('/security/two-factor/enrolment/saved')).status).toBe(409);
  });

  test('of a replacement leaves no gap: the old app until the new one is proven, and not after', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const [app] = (await visitor.get('/security/two-factor')).json.apps;
    const { secret } = must(201, await visitor.post('/security/two-factor/enrolment', { replaces: app.id })).json;
    expect((await signInWithPhone(visitor.elsewhere(), phone)).status).toBe(200);
    must(200, await visitor.post('/security/two-factor/enrolment/confirm', { code: totp(secret, house.clock.now()) }));
    expect((await signInWithPhone(visitor.elsewhere(), phone)).status).toBe(401);
    expect((await visitor.get('/security/two-factor')).json.apps).toHaveLength(1);
  });
});

describe('a stolen session', () => {
  const SETTINGS = [
    'enrolment',
    'enrolment/confirm',
    'enrolment/saved',
    'backup-codes',
    'backup-codes/saved',
    'disable',
    'apps/app_x/remove',
    'apps/app_x/rename',
  ];

  test('whose proof is old changes and shows nothing of two-factor', async () => {
    const { visitor } = await customerWithPhone(house);
    house.clock.advance(11 * MINUTES);
    for (const path of SETTINGS) {
      const body = path.endsWith('confirm') ? { code: '123456' } : path.endsWith('rename') ? { name: 'x' } : {};
      const answer = await visitor.post(`/security/two-factor/${path}`, body);
      expect([path, answer.status, answer.json.type]).toEqual([path, 403, expect.stringContaining('step-up-required')]);
    }
    expect((await visitor.get('/security/two-factor/enrolment')).status).toBe(403);
  });

  test('is not raised by the password alone, right or wrong, and that is no guess', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    house.clock.advance(11 * MINUTES);
    for (let n = 0; n < 12; n++) {
      expect((await visitor.post('/step-up', { method: 'password', password: visitor.password })).status).toBe(401);
    }
    expect((await visitor.post('/security/two-factor/disable')).status).toBe(403);
    must(200, await visitor.post('/step-up', { method: 'totp', code: phone.code() }));
    expect((await visitor.post('/security/two-factor/disable')).status).toBe(200);
  });

  test('step-up raises this session only, and its old cookie is dead (SU-2)', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const second = visitor.elsewhere();
    must(200, await signInWithPhone(second, phone));
    house.clock.advance(11 * MINUTES);
    const old = visitor.cookies.get('session') ?? '';
    must(200, await visitor.post('/step-up', { method: 'backup-code', code: phone.backupCodes[0] }));
    expect((await second.post('/security/two-factor/backup-codes')).status).toBe(403);
    const copy = visitor.elsewhere();
    copy.cookies.set('session', old);
    expect((await copy.get('/session')).status).toBe(401);
  });
});

test('every sensitive door refuses a session proven eleven minutes ago, whatever was proven (SU-1)', async () => {
  const { visitor } = await customerWithPhone(house);
  house.clock.advance(11 * MINUTES);
  const sensitive = house.parts.routes.filter(({ guardName }) => guardName.includes('step-up'));
  expect(sensitive.length).toBeGreaterThan(10);
  for (const { method, path } of sensitive) {
    const body = method === 'POST' ? bodyFor(`${method} ${path}`, visitor) : undefined;
    const answer = await visitor.send(method, addressOf(path), body);
    expect([path, answer.status]).toEqual([path, 403]);
    expect(answer.json.type).toContain('step-up-required');
  }
});

test('a half-finished sign-in opens only what adds a proof (2F-9)', async () => {
  const { visitor } = await customerWithPhone(house);
  const thief = visitor.elsewhere();
  await thief.signIn();
  for (const { method, path, guardName } of house.parts.routes) {
    if (!guardName.startsWith('signed in')) continue;
    const body = method === 'POST' ? bodyFor(`${method} ${path}`, visitor) : undefined;
    expect([path, (await thief.send(method, addressOf(path), body)).status]).toEqual([path, 401]);
  }
});

test('a pending sign-in is of its browser, dies in ten minutes, and with any change of protection', async () => {
  const { visitor, phone } = await customerWithPhone(house);
  const slow = visitor.elsewhere();
  await slow.signIn();
  house.clock.advance(10 * MINUTES + 1000);
  expect((await prove(slow, totp(phone.secret, house.clock.now()))).status).toBe(401);
  expect(slow.cookies.has('pending')).toBe(false);

  const thief = visitor.elsewhere();
  await thief.signIn();
  must(200, await visitor.post('/step-up', { method: 'totp', code: phone.code() }));
  must(
    200,
    await visitor.post('/security/password', { current: visitor.password, password: 'seven purple lanterns glow' }),
  );
  expect((await prove(thief, phone.code())).status).toBe(401);
});

test('a removed app fails on the very next call (2F-11); turned off, the password suffices again and mails tell', async () => {
  const { visitor, phone } = await customerWithPhone(house);
  const thief = visitor.elsewhere();
  await thief.signIn();
  must(200, await visitor.post('/security/two-factor/disable'));
  expect((await prove(thief, phone.code())).status).toBe(401);
  expect((await visitor.elsewhere().signIn()).json).toEqual({ next: 'done' });
  const subjects = (await house.mailsTo(visitor.email)).map(({ subject }) => subject);
  expect(subjects).toContain('Two-factor authentication is on');
  expect(subjects).toContain('Two-factor authentication is off');
});

test('ciphertexts swapped between two users open nothing (CR-2)', async () => {
  const [anna, ben] = [await customerWithPhone(house), await customerWithPhone(house)];
  await house.database.pool.query(
    `update authenticator_apps a set sealed_secret = b.sealed_secret from authenticator_apps b, users u, users v
      where a.user_id = u.id and u.email = $1 and b.user_id = v.id and v.email = $2`,
    [anna.visitor.email, ben.visitor.email],
  );
  const thief = anna.visitor.elsewhere();
  await thief.signIn();
  expect((await prove(thief, ben.phone.code())).status).toBe(500);
  expect((await thief.get('/session')).status).toBe(401);
});

test('twenty new sets of codes an hour are enough for anybody: then 429, and not before', async () => {
  const { visitor } = await customerWithPhone(house);
  for (let n = 1; n < 20; n++) must(201, await visitor.post('/security/two-factor/backup-codes'));
  const refused = await visitor.post('/security/two-factor/backup-codes');
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
});
