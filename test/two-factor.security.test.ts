import { describe, expect, test } from 'vitest';
import { countStatements } from '../src/features/passwords/testing.ts';
import { formatDateTimeWithZone } from '../src/foundations/i18n/index.ts';
import { addAddress } from './address-scenes.ts';
import { customerWithPhone, enrolPhone, must, signInWithPhone, totp } from './authenticator-app.ts';
import { addressOf, bodyFor } from './door-bodies.ts';
import { openHouse } from './house.ts';
import { addPasskey, stepUpWithPasskey } from './passkey-device.ts';
import { readTables } from './read-tables.ts';
import type { Visitor } from './visitor.ts';
import { wholeAnswer } from './whole-answer.ts';

/*
 * The attacker has the password, or a copy of a session's cookie, or looks over a shoulder at a code that was just
 * used. They replay it, race it, guess, and try to enrol, replace or remove what protects the account (2F-1 … 2F-11).
 */

const house = await openHouse({ keepLog: true });
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

  test('of another step is simply wrong, at sign-in and step-up: no clock is spoken of but in the page’s advice (C1)', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    house.clock.advance(5 * MINUTES);
    const half = visitor.elsewhere();
    must(200, await half.signIn());
    const doors = [
      (code: string) => prove(half, code),
      (code: string) => visitor.post('/step-up', { method: 'totp', code }),
    ];
    for (const give of doors) {
      const wrong = wholeAnswer(await give('000000'));
      const early = await give(totp(phone.secret, house.clock.now(), 4));
      expect([early.status, wholeAnswer(early)]).toEqual([401, wrong]);
      expect(early.text).not.toMatch(/ahead|behind|minute|second|wrong-clock/i);
    }
    expect((await half.page('/sign-in/second-factor')).text).toContain('Set date and time of the phone to “automatic”');
    const form = { method: 'totp', code: totp(phone.secret, house.clock.now(), 4) };
    const page = await visitor.form('/step-up', form);
    expect([page.status, page.text.includes('set the clock of your phone to “automatic”')]).toEqual([401, true]);
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

  test('is counted over sign-in and step-up together, whichever comes first (2F-4)', async () => {
    for (const [first, then] of [
      ['step-up', 'sign-in'],
      ['sign-in', 'step-up'],
    ]) {
      const { visitor, phone } = await customerWithPhone(house);
      // The same browser twice: its ten tries are one budget, whether somebody is in it or on the way in; then it is a stranger's.
      const half = visitor.elsewhere();
      for (const [name, value] of visitor.cookies) if (name !== 'session') half.cookies.set(name, value);
      must(200, await half.signIn());
      const give = (door: string | undefined, code: string) =>
        door === 'sign-in' ? prove(half, code) : visitor.post('/step-up', { method: 'totp', code });
      for (let n = 0; n < 8; n++) expect((await give(first, '000000')).status).toBe(401);
      for (let n = 0; n < 7; n++) expect((await give(then, '000000')).status).toBe(401);
      for (const door of [first, then]) {
        const code = totp(phone.secret, house.clock.now());
        expect([door, (await give(door, code)).status]).toEqual([door, 429]);
      }
    }
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

  test('costs one slow hash whatever is typed: three letters find the row, and a miss works as much (2F-7)', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const [code = ''] = phone.backupCodes;
    const known = phone.backupCodes.map((each) => each.slice(0, 3));
    const unknown = ['AAA', 'BBB', 'CCC'].find((lookup) => !known.includes(lookup)) ?? '';
    const costOf = async (typed: string) => {
      const browser = visitor.elsewhere();
      must(200, await browser.signIn());
      const before = house.parts.passwords.hashing.computed;
      let status = 0;
      const statements = await countStatements(house.database, async () => {
        status = (await browser.post('/sign-in/second-factor', { method: 'backup-code', code: typed })).status;
      });
      return { status, statements, hashes: house.parts.passwords.hashing.computed - before };
    };
    const wrongRest = await costOf(`${code.slice(0, 3)}A-AAAA-AAAA-AAAA`);
    expect(wrongRest).toMatchObject({ status: 401, hashes: 1 });
    expect(await costOf(`${unknown}${code.slice(3)}`)).toEqual(wrongRest);
    expect(await costOf('no code')).toMatchObject({ status: 401, hashes: 1 });
    expect(await costOf(code)).toMatchObject({ status: 200, hashes: 1 });
    expect(await costOf(code)).toMatchObject({ status: 401, hashes: 1 });
  });

  test('is kept as a hash of argon2id, each with a salt of its own (2F-8)', async () => {
    await customerWithPhone(house);
    const { rows } = await house.database.pool.query<{ hash: string }>('select hash from backup_codes');
    expect(rows.length).toBeGreaterThanOrEqual(10);
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[\w+/]{22}\$[\w+/]+$/);
    expect(new Set(rows.map(({ hash }) => hash.split('$')[4])).size).toBe(rows.length);
  });

  test('is missed on the overview when fewer than three are left, and not before', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const overview = async () => (await visitor.page('/security')).text;
    const use = async (code: string | undefined) =>
      must(200, await visitor.post('/step-up', { method: 'backup-code', code }));
    for (const code of phone.backupCodes.slice(0, 7)) await use(code);
    expect(await overview()).not.toMatch(/You have .{1,20} backup codes? left/);
    await use(phone.backupCodes[7]);
    expect(await overview()).toContain('You have 2 backup codes left');
    expect(await overview()).toContain('href="/security/two-factor#backup-codes"');
    for (const code of phone.backupCodes.slice(8)) await use(code);
    expect(await overview()).toContain('You have no backup code left');
  });

  test('of a set that is void: the mail about the new set says of which day the void one was', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    const madeAt = house.clock.now();
    house.clock.advance(40 * 24 * 60 * MINUTES);
    must(200, await signInWithPhone(visitor, phone));
    must(201, await visitor.post('/security/two-factor/backup-codes'));
    must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
    const mail = (await house.mailsTo(visitor.email)).find(({ subject }) => subject === 'New backup codes');
    const dateOf = (at: Date) => formatDateTimeWithZone(at, 'en', 'UTC');
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain(`The backup codes made on ${dateOf(madeAt)} are void.`);
      expect(part).toContain(dateOf(house.clock.now()));
    }
  });

  test('and every seed is nowhere in database, log or answers, in whatever spelling (2F-5, 2F-8)', async () => {
    const { visitor, phone } = await customerWithPhone(house);
    must(200, await signInWithPhone(visitor.elsewhere(), phone));
    const dump = [...(await readTables(house.database)).values()].join('\n');
    const places = {
      database: dump,
      log: house.logged.join('\n'),
      answer: (await visitor.get('/security/two-factor')).text,
      page: (await visitor.page('/security/two-factor')).text,
    };
    for (const [place, text] of Object.entries(places)) {
      expect(text.length, place).toBeGreaterThan(100);
      for (const trace of spellingsOf(phone.secret)) expect(text.toUpperCase(), place).not.toContain(trace);
    }
    const text = dump.toUpperCase();
    for (const code of phone.backupCodes) {
      expect(text).not.toContain(code.replaceAll('-', ''));
      expect(text).not.toContain(code.replaceAll('-', '').slice(3));
    }
  });
});

/** A seed as it is shown, in groups, and its bytes as hex, base64 and as they are, in capitals. */
function spellingsOf(seed: string): string[] {
  const bits = [...seed].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = Buffer.from(
    bits
      .join('')
      .match(/.{8}/g)
      ?.map((byte) => Number.parseInt(byte, 2)) ?? [],
  );
  const shown = [seed, seed.replace(/(.{4})(?=.)/g, '$1 '), bytes.toString('hex'), bytes.toString('base64')];
  return [...shown, bytes.toString('latin1')].map((spelling) => spelling.toUpperCase());
}

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

test('a step-up offers the strongest first, in JSON, on the page and in the dialog, and takes each (SU-2)', async () => {
  const { visitor, phone } = await customerWithPhone(house);
  const passkey = await addPasskey(visitor);
  expect((await visitor.get('/step-up')).json).toEqual({ methods: ['passkey', 'totp', 'backup-code'] });
  // The second one holds the dialog.
  for (const path of ['/step-up', '/security/two-factor']) {
    const { text } = await visitor.page(path);
    const methods = [...text.matchAll(/name="method" value="([^"]*)"/g)].map(([, method]) => method);
    expect(methods, path).toEqual(['passkey', 'totp', 'backup-code']);
  }
  for (const prove of [
    () => stepUpWithPasskey(visitor, passkey),
    () => visitor.post('/step-up', { method: 'totp', code: phone.code() }),
    () => visitor.post('/step-up', { method: 'backup-code', code: phone.backupCodes[0] }),
  ]) {
    house.clock.advance(11 * MINUTES);
    expect((await visitor.post('/security/two-factor/backup-codes')).status).toBe(403);
    must(200, await prove());
    must(201, await visitor.post('/security/two-factor/backup-codes'));
  }
});

test('that two-factor is off is told to every address for security mail (NM-2)', async () => {
  const { visitor } = await customerWithPhone(house);
  const second = await addAddress(house, visitor);
  must(200, await visitor.post('/security/two-factor/disable'));
  for (const address of [visitor.email, second]) {
    const told = (await house.mailsTo(address)).filter(({ subject }) =>
      /^Two-factor authentication is off/.test(subject),
    );
    expect([address, told.length]).toEqual([address, 1]);
    expect(told[0]?.text).toContain('/objections/');
  }
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
