/*
 * The attacker changed something, or wants to: from a stolen session, with a stolen password, with an app they enrolled
 * themselves. The owner has the mail about it. Or the attacker has that mail, and nothing else.
 */
import { describe, expect, test } from 'vitest';
import { codeTo } from '../../../test/address-scenes.ts';
import { enrolPhone, must, type Phone, signInWithPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';
import { beginWaiting, linkTo, ownerWithPhone, pass, resetPassword, undo } from './testing.ts';

const house = await openHouse();
const { pool } = house.database;
const NEW_PASSWORD = 'nine grey otters sleeping';

async function change(visitor: Visitor, password: string): Promise<void> {
  must(200, await visitor.post('/security/password', { current: visitor.password, password }));
}

/** A browser of the thief's with a session of the owner's that proved just now. */
async function stolenSession(owner: Visitor, phone: Phone | null = null): Promise<Visitor> {
  const thief = owner.elsewhere({ address: '203.0.113.66' });
  must(200, phone === null ? await thief.signIn() : await signInWithPhone(thief, phone));
  return thief;
}

async function statesOf(email: string) {
  const { rows } = await pool.query(
    `select (select count(*)::int from authenticator_apps a where a.user_id = u.id and removed_at is null) as apps,
            (select array_agg(number order by number) from backup_code_sets s
              where s.user_id = u.id and saved_at is not null and voided_at is null) as sets
       from users u where email = $1`,
    [email],
  );
  return rows[0];
}

describe('the link of the mail', () => {
  test('opened changes nothing; pressed it ends all sessions and stops changes for a day, once', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = await stolenSession(visitor, phone);
    await enrolPhone(house, thief, { name: 'Not yours' });
    const token = await linkTo(house, email, 'objections', /app was added|app added/i);
    const reader = house.visitor();
    for (let look = 0; look < 3; look += 1) {
      expect(must(200, await reader.get(`/objections/${token}`)).json.state).toBe('open');
    }
    must(200, await thief.get('/session'));
    const first = must(200, await reader.post(`/objections/${token}`)).json;
    expect(first).toEqual({
      state: 'frozen',
      until: new Date(house.clock.now().getTime() + DAY).toISOString(),
    });
    expect((await thief.get('/session')).status).toBe(401);

    house.clock.advance(HOUR);
    expect(must(200, await reader.post(`/objections/${token}`)).json).toEqual(first);
    // Back in with everything, the thief still changes nothing: their app is too young to end it.
    const back = await stolenSession(visitor, phone);
    await back.post('/security/login-alerts', { mode: 'off' });
    const refused = await back.post('/security/login-alerts', { mode: 'off' });
    expect([refused.status, refused.json.type]).toEqual([403, expect.stringMatching(/changes-frozen$/)]);
    house.clock.advance(DAY);
    expect(must(200, await reader.post(`/objections/${token}`)).json).toEqual({ state: 'objected', until: null });
  });

  test('is one for each change, lives seven days, and is good for nothing else', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    await signInWithPhone(visitor, phone);
    must(200, await visitor.post('/security/login-alerts', { mode: 'off' }));
    const token = await linkTo(house, email, 'objections');
    const alert = (await house.mailsTo(email)).findLast(({ text }) => text.includes('/not-me/'));
    const notMe = /\/not-me\/([\w-]+)/.exec(alert?.text ?? '')?.[1] ?? '';
    const stranger = house.visitor();
    for (const [path, other] of [
      ['/objections', notMe],
      ['/recovery', token],
      ['/not-me', token],
      ['/recovery', notMe],
    ]) {
      const answer = await stranger.post(`${path}/${other}${path === '/recovery' ? '/stop' : ''}`);
      expect([path, answer.status]).toEqual([path, 410]);
    }
    expect((await stranger.post('/reset-password', { token, password: NEW_PASSWORD })).status).toBe(410);
    house.clock.advance(7 * DAY - HOUR);
    must(200, await stranger.get(`/objections/${token}`));
    house.clock.advance(2 * HOUR);
    expect((await stranger.get(`/objections/${token}`)).status).toBe(410);
    expect((await stranger.post(`/objections/${token}`)).status).toBe(410);
    expect((await undo(stranger, token, 'password', visitor.password)).status).toBe(410);
  });

  test('pressed by twenty at once is one objection: one mail, one freeze', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    await signInWithPhone(visitor, phone);
    must(200, await visitor.post('/security/login-alerts', { mode: 'off' }));
    const token = await linkTo(house, email, 'objections');
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.visitor().post(`/objections/${token}`)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const mails = (await house.mailsTo(email)).filter(({ subject }) => subject.includes('after an objection'));
    expect(mails).toHaveLength(1);
  });
});

describe('a freeze', () => {
  async function frozen() {
    const { visitor, phone, email } = await ownerWithPhone(house);
    await signInWithPhone(visitor, phone);
    must(200, await visitor.post('/security/login-alerts', { mode: 'off' }));
    must(200, await visitor.elsewhere().post(`/objections/${await linkTo(house, email, 'objections')}`));
    return { visitor: visitor.elsewhere(), phone, email };
  }

  test('is ended by a step-up with something senior, not by a sign-in and not by what is new', async () => {
    const { visitor, phone } = await frozen();
    must(200, await signInWithPhone(visitor, phone));
    expect((await visitor.post('/security/login-alerts', { mode: 'every' })).json.type).toMatch(/changes-frozen$/);
    must(200, await visitor.post('/step-up', { method: 'totp', code: phone.code() }));
    must(200, await visitor.post('/security/login-alerts', { mode: 'every' }));
  });

  test('is not ended by what an objection made count as added anew', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house, { days: 6 });
    must(200, await house.visitor().post(`/objections/${await linkTo(house, email, 'objections', /is on/)}`));
    // Eight days after it was added, two after the objection.
    house.clock.advance(2 * DAY);
    must(200, await signInWithPhone(visitor, phone));
    must(200, await visitor.post('/security/login-alerts', { mode: 'off' }));
    must(200, await house.visitor().post(`/objections/${await linkTo(house, email, 'objections', /login alerts/i)}`));
    must(200, await signInWithPhone(visitor, phone));
    must(200, await visitor.post('/step-up', { method: 'totp', code: phone.code() }));
    expect((await visitor.post('/security/login-alerts', { mode: 'every' })).json.type).toMatch(/changes-frozen$/);
  });

  test('leaves sign-in, reset and the way back open', async () => {
    const { visitor, phone } = await frozen();
    await resetPassword(house, visitor, NEW_PASSWORD);
    must(200, await signInWithPhone(visitor, phone));
  });

  test('stops the clock of a recovery, for exactly as long as it holds', async () => {
    // Not senior when the recovery is asked for, so that a sign-in does not end it; senior a day later.
    const { visitor, phone, email } = await ownerWithPhone(house, { days: 6.5 });
    await signInWithPhone(visitor, phone);
    must(200, await visitor.post('/security/login-alerts', { mode: 'off' }));
    const token = await linkTo(house, email, 'objections');
    const lost = visitor.elsewhere({ address: '203.0.113.71' });
    const { completesAt } = (await beginWaiting(house, lost)).json;
    must(200, await house.visitor().post(`/objections/${token}`));
    const movedBy = async () => {
      const { rows } = await pool.query(
        `select completes_at from recoveries
          where state = 'waiting' and user_id = (select id from users where email = $1)`,
        [email],
      );
      return rows[0].completes_at.getTime() - new Date(completesAt).getTime();
    };
    const { until } = must(200, await house.visitor().post(`/objections/${token}`)).json;
    expect(await movedBy()).toBe(DAY);
    house.clock.advance(20 * HOUR);
    const back = visitor.elsewhere();
    must(200, await signInWithPhone(back, phone));
    expect(await movedBy()).toBe(DAY);
    must(200, await back.post('/step-up', { method: 'totp', code: phone.code() }));
    const left = new Date(until).getTime() - house.clock.now().getTime();
    expect(left).toBeGreaterThan(3 * HOUR);
    expect(await movedBy()).toBe(DAY - left);
    must(200, await back.post('/security/login-alerts', { mode: 'every' }));
  });
});

describe('undoing', () => {
  test('a password that a thief changed: the owner is back with the old one, the thief is out', async () => {
    const owner = await house.customer();
    const thief = await stolenSession(owner);
    await change(thief, NEW_PASSWORD);
    expect((await owner.elsewhere().signIn()).status).toBe(401);
    const token = await linkTo(house, owner.email, 'objections', /password/i);
    const browser = owner.elsewhere();
    must(200, await browser.post(`/objections/${token}`));
    expect((await undo(browser, token, 'password', NEW_PASSWORD)).status).toBe(401);
    expect(must(200, await undo(browser, token, 'password', owner.password)).json).toEqual({ state: 'undone' });
    expect((await undo(browser, token, 'password', owner.password)).status).toBe(410);
    expect((await browser.post(`/objections/${token}`)).status).toBe(410);
    must(200, await browser.signIn());
    expect((await thief.elsewhere().signIn(NEW_PASSWORD)).status).toBe(401);
    expect((await thief.get('/session')).status).toBe(401);
  });

  test('with the mail and nothing older than the change gets nowhere', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = await stolenSession(visitor, phone);
    const fresh = await enrolPhone(house, thief, { name: 'Not yours' });
    house.clock.advance(MINUTE);
    const token = await linkTo(house, email, 'objections', /app/i);
    // The thief has the password, their own new app, and the mailbox.
    expect(must(200, await undo(thief, token, 'password', visitor.password)).json.needs).toEqual([
      'totp',
      'backup-code',
      'passkey',
    ]);
    expect((await undo(thief, token, 'totp', fresh.code())).status).toBe(401);
    expect((await undo(thief, token, 'backup-code', 'AAAA-AAAA-AAAA-AAAA')).status).toBe(401);
    expect((await statesOf(email)).apps).toBe(2);
    // The owner, in a browser of their own, begins anew: what the thief gathered counts in the thief's browser alone.
    const owner = visitor.elsewhere();
    expect(must(200, await undo(owner, token, 'totp', phone.code())).json).toEqual({
      next: 'proof',
      needs: ['password', 'passkey'],
    });
    must(200, await undo(owner, token, 'password', visitor.password));
    expect((await statesOf(email)).apps).toBe(1);
    must(200, await signInWithPhone(owner, phone));
    await thief.signIn();
    expect((await thief.post('/sign-in/second-factor', { method: 'totp', code: fresh.code() })).status).toBe(401);
  });

  test('an app that a thief removed or replaced: the removed one proves, and is back', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = await stolenSession(visitor, phone);
    must(200, await thief.post('/security/two-factor/disable'));
    must(200, await visitor.elsewhere().signIn());
    const token = await linkTo(house, email, 'objections', /off/i);
    const owner = visitor.elsewhere();
    must(200, await undo(owner, token, 'password', visitor.password));
    must(200, await undo(owner, token, 'totp', phone.code()));
    must(200, await signInWithPhone(owner, phone));
    expect((await thief.get('/session')).status).toBe(401);
  });

  test('gathers proofs for ten minutes, in one browser, each within the guess budget', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = await stolenSession(visitor, phone);
    must(200, await thief.post('/security/two-factor/disable'));
    const token = await linkTo(house, email, 'objections', /off/i);
    const owner = visitor.elsewhere();
    must(200, await undo(owner, token, 'password', visitor.password));
    house.clock.advance(11 * MINUTE);
    expect(must(200, await undo(owner, token, 'totp', phone.code())).json).toEqual({
      next: 'proof',
      needs: ['password', 'passkey'],
    });
    const guesser = house.visitor({ address: '203.0.113.77' });
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await undo(guesser, token, 'password', `wrong guess number ${guess}`)).status).toBe(401);
    }
    expect((await undo(guesser, token, 'password', visitor.password)).status).toBe(429);
  });

  test('gives no new tries at the present password, though the one of that day was right', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    await signInWithPhone(visitor, phone);
    await change(visitor, NEW_PASSWORD);
    const token = await linkTo(house, email, 'objections', /password/i);
    const thief = visitor.elsewhere({ address: '203.0.113.78' });
    for (let guess = 0; guess < 4; guess += 1) await thief.signIn(`wrong guess number ${guess}`);
    must(200, await undo(thief, token, 'password', visitor.password));
    expect((await thief.signIn('wrong guess number 5')).status).toBe(401);
    expect((await thief.signIn('wrong guess number 6')).status).toBe(429);
  });

  test('by many at once happens once', async () => {
    const owner = await house.customer();
    await change(await stolenSession(owner), NEW_PASSWORD);
    const token = await linkTo(house, owner.email, 'objections', /password/i);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => undo(owner.elsewhere(), token, 'password', owner.password)),
    );
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 410, 401, 429].includes(status))).toBe(true);
    const mails = (await house.mailsTo(owner.email)).filter(({ subject }) => subject.includes('taken back'));
    expect(mails).toHaveLength(1);
  });

  test('cannot be undone itself: its link stops, and that is all', async () => {
    const owner = await house.customer();
    await change(await stolenSession(owner), NEW_PASSWORD);
    const token = await linkTo(house, owner.email, 'objections', /password/i);
    must(200, await undo(owner.elsewhere(), token, 'password', owner.password));
    const undoToken = await linkTo(house, owner.email, 'objections', /taken back/);
    const thief = house.visitor();
    expect((await undo(thief, undoToken, 'password', NEW_PASSWORD)).status).toBe(409);
    must(200, await thief.post(`/objections/${undoToken}`));
    must(200, await owner.elsewhere().signIn());
  });

  test('a recovery that a thief completed brings the app back', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = visitor.elsewhere({ address: '203.0.113.72' });
    await beginWaiting(house, thief);
    await pass(house, 3 * DAY);
    expect((await statesOf(email)).apps).toBe(0);
    const token = await linkTo(house, email, 'objections', /lost factor/);
    const owner = visitor.elsewhere();
    must(200, await undo(owner, token, 'password', visitor.password));
    must(200, await undo(owner, token, 'totp', phone.code()));
    expect((await statesOf(email)).apps).toBe(1);
    must(200, await signInWithPhone(owner, phone));
  });

  test('a password closed after “this wasn’t me” opens it for whoever knows it', async () => {
    const owner = await house.customer();
    must(200, await owner.signIn());
    const alert = (await house.mailsTo(owner.email)).findLast(({ text }) => text.includes('/not-me/'));
    const notMe = /\/not-me\/([\w-]+)/.exec(alert?.text ?? '')?.[1] ?? '';
    must(200, await house.visitor().post(`/not-me/${notMe}`));
    expect((await owner.elsewhere().signIn()).status).toBe(401);
    const token = await linkTo(house, owner.email, 'objections', /password/i);
    must(200, await undo(owner.elsewhere(), token, 'password', owner.password));
    must(200, await owner.elsewhere().signIn());
  });
});

describe('two changes undone, the later or the earlier one first', () => {
  const ORDERS = [
    ['the earlier one first', (tokens: string[]) => tokens],
    ['the later one first', (tokens: string[]) => [...tokens].reverse()],
  ] as const;

  /** What a thief who knows the owner's password and has a fresh session did, and the links about it, the oldest first. */
  async function linksOf(email: string, count: number): Promise<string[]> {
    const mails = (await house.mailsTo(email))
      .slice(-12)
      .flatMap(({ text }) => /\/objections\/([\w-]{43})/.exec(text) ?? []);
    return mails.filter((part) => part.length === 43).slice(-count);
  }

  test.each(ORDERS)('new backup codes, twice: %s', async (_order, ordered) => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const before = await statesOf(email);
    const thief = await stolenSession(visitor, phone);
    for (let round = 0; round < 2; round += 1) {
      must(201, await thief.post('/security/two-factor/backup-codes'));
      must(200, await thief.post('/security/two-factor/backup-codes/saved'));
      house.clock.advance(MINUTE);
    }
    for (const token of ordered(await linksOf(email, 2))) {
      const owner = visitor.elsewhere();
      must(200, await undo(owner, token, 'password', visitor.password));
      expect(must(200, await undo(owner, token, 'totp', phone.code())).json).toEqual({ state: 'undone' });
    }
    expect(await statesOf(email)).toEqual(before);
    const owner = visitor.elsewhere();
    await owner.signIn();
    must(200, await owner.post('/sign-in/second-factor', { method: 'backup-code', code: phone.backupCodes[0] ?? '' }));
  });

  test.each(ORDERS)('an app added, then the owner’s removed: %s', async (_order, ordered) => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = await stolenSession(visitor, phone);
    const { rows } = await pool.query(
      'select id from authenticator_apps where user_id = (select id from users where email = $1)',
      [email],
    );
    const fresh = await enrolPhone(house, thief, { name: 'Not yours' });
    house.clock.advance(MINUTE);
    must(200, await thief.post(`/security/two-factor/apps/${rows[0].id}/remove`));
    house.clock.advance(MINUTE);
    for (const token of ordered(await linksOf(email, 2))) {
      const owner = visitor.elsewhere();
      must(200, await undo(owner, token, 'password', visitor.password));
      expect(must(200, await undo(owner, token, 'totp', phone.code())).json).toEqual({ state: 'undone' });
    }
    expect((await statesOf(email)).apps).toBe(1);
    must(200, await signInWithPhone(visitor.elsewhere(), phone));
    const back = visitor.elsewhere();
    await back.signIn();
    expect((await back.post('/sign-in/second-factor', { method: 'totp', code: fresh.code() })).status).toBe(401);
  });

  test.each(ORDERS)('an app replaced, and the replacement again: %s', async (_order, ordered) => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const thief = await stolenSession(visitor, phone);
    for (const name of ['first', 'second']) {
      const { rows } = await pool.query(
        `select id from authenticator_apps
          where removed_at is null and user_id = (select id from users where email = $1)`,
        [email],
      );
      await enrolPhone(house, thief, { name, replaces: rows[0].id });
      house.clock.advance(MINUTE);
    }
    const [first = '', second = ''] = await linksOf(email, 2);
    const answers = [];
    for (const token of ordered([first, second])) {
      const owner = visitor.elsewhere();
      must(200, await undo(owner, token, 'password', visitor.password));
      answers.push((await undo(owner, token, 'totp', phone.code())).status);
    }
    // The owner's app is no proof of what stood before the second change, until the first is taken back.
    if (ordered([first, second])[0] === second) {
      expect(answers).toEqual([401, 200]);
      const owner = visitor.elsewhere();
      must(200, await undo(owner, second, 'password', visitor.password));
      must(200, await undo(owner, second, 'totp', phone.code()));
    } else expect(answers).toEqual([200, 200]);
    expect((await statesOf(email)).apps).toBe(1);
    must(200, await signInWithPhone(visitor.elsewhere(), phone));
  });

  /** Settings: what a thief does to each, twice, and how to see what it is. Nothing of the owner's lies between. */
  const SETTINGS: [string, (thief: Visitor) => Promise<void>, (email: string) => Promise<unknown>][] = [
    [
      'login alerts',
      async (thief) => {
        must(200, await thief.post('/security/login-alerts', { mode: 'new-devices' }));
        house.clock.advance(MINUTE);
        must(200, await thief.post('/security/login-alerts', { mode: 'off' }));
      },
      (email) =>
        one('select mode from login_alert_settings s join users u on u.id = s.user_id where email = $1', email),
    ],
    [
      'the wait of a recovery',
      async (thief) => {
        must(200, await thief.post('/security/recovery', { waitDays: '2' }));
        house.clock.advance(MINUTE);
        must(200, await thief.post('/security/recovery', { waitDays: '1' }));
      },
      (email) =>
        one('select wait_days from recovery_settings s join users u on u.id = s.user_id where email = $1', email),
    ],
    [
      'the anti-phishing code',
      async (thief) => {
        must(200, await thief.post('/security/anti-phishing-code', { phrase: 'thief one lamp' }));
        house.clock.advance(MINUTE);
        must(200, await thief.post('/security/anti-phishing-code', { phrase: 'thief two lamp' }));
      },
      async (email) => (await house.mailsTo(email)).at(-1)?.text.match(/(thief \w+ lamp|owner first lamp)/)?.[0],
    ],
    [
      'the sign-in address',
      async (thief) => {
        for (const email of [thief.email.replace('@', '-evil@'), thief.email.replace('@', '-worse@')]) {
          must(202, await thief.post('/personal-information/email', { email }));
          const code = await codeTo(house, email);
          must(200, await thief.post('/personal-information/email/confirm', { code }));
          house.clock.advance(MINUTE);
        }
      },
      (email) => one('select email from users where email = $1', email),
    ],
    [
      'a further address for security mail, added and hidden again',
      async (thief) => {
        const address = thief.email.replace('@', '-evil@');
        must(202, await thief.post('/personal-information/addresses', { address }));
        const code = await codeTo(house, address);
        must(200, await thief.post('/personal-information/addresses/confirm', { code }));
        house.clock.advance(MINUTE);
        must(200, await thief.post('/personal-information/addresses/remove', { address }));
      },
      (email) =>
        one(
          `select string_agg(address, ' ' order by address) from notification_addresses n
             join users u on u.id = n.user_id where email = $1 and until is null`,
          email,
        ),
    ],
    [
      'the list of addresses',
      async (thief) => {
        for (const range of ['203.0.113.66', '203.0.113.0/24']) {
          must(
            200,
            await thief.post('/security/ip-restriction', { entries: [{ range, label: 'x' }], confirmLockout: true }),
          );
          house.clock.advance(MINUTE);
          must(200, await thief.signIn());
          must(200, await thief.post('/security/ip-restriction/confirm'));
          house.clock.advance(MINUTE);
        }
      },
      (email) =>
        one(
          `select confirmed_list from address_restrictions r join users u on u.id = r.owner_id where u.email = $1`,
          email,
        ),
    ],
  ];

  async function one(query: string, email: string): Promise<unknown> {
    const { rows } = await pool.query({ text: query, values: [email], rowMode: 'array' });
    return rows[0]?.[0] ?? null;
  }

  test.each(
    SETTINGS.flatMap(([name, ...setting]) =>
      ORDERS.map(([order, by]) => [`${name}: ${order}`, ...setting, by] as const),
    ),
  )('a setting that was changed twice is the owner’s again: %s', async (_name, change, stateOf, ordered) => {
    const owner = await house.customer();
    must(200, await owner.signIn());
    must(200, await owner.post('/security/anti-phishing-code', { phrase: 'owner first lamp' }));
    must(200, await owner.post('/security/login-alerts', { mode: 'every' }));
    must(200, await owner.post('/security/recovery', { waitDays: '5' }));
    house.clock.advance(DAY);
    must(200, await owner.signIn());
    const before = await stateOf(owner.email);
    const thief = await stolenSession(owner);
    await change(thief);
    const tokens = await linksOf(owner.email, 2);
    expect(new Set(tokens).size).toBe(2);
    for (const token of ordered(tokens)) {
      const answer = await undo(owner.elsewhere(), token, 'password', owner.password);
      expect([answer.status, answer.json.state]).toEqual([200, 'undone']);
    }
    expect(await stateOf(owner.email)).toEqual(before);
  });

  test('a phrase that a thief changed twice, days apart, is the owner’s again however late the second is taken back', async () => {
    const owner = await house.customer();
    must(200, await owner.signIn());
    must(200, await owner.post('/security/anti-phishing-code', { phrase: 'owner first lamp' }));
    const thief = await stolenSession(owner);
    must(200, await thief.post('/security/anti-phishing-code', { phrase: 'thief one lamp' }));
    const [first = ''] = await linksOf(owner.email, 1);
    await pass(house, 5 * DAY);
    must(200, await thief.signIn());
    must(200, await thief.post('/security/anti-phishing-code', { phrase: 'thief two lamp' }));
    const [second = ''] = await linksOf(owner.email, 1);
    await pass(house, DAY);
    must(200, await undo(owner.elsewhere(), first, 'password', owner.password));
    await pass(house, 4 * DAY);
    must(200, await undo(owner.elsewhere(), second, 'password', owner.password));
    must(200, await owner.elsewhere().signIn());
    expect((await house.mailsTo(owner.email)).at(-1)?.text).toContain('owner first lamp');
  });

  test('a password changed twice: the first is taken back with the owner’s, then the second with the same', async () => {
    const owner = await house.customer();
    const thief = await stolenSession(owner);
    await change(thief, NEW_PASSWORD);
    thief.password = NEW_PASSWORD;
    house.clock.advance(MINUTE);
    await change(thief, 'eleven green otters awake');
    const [first = '', second = ''] = await linksOf(owner.email, 2);
    // The password of just before the second change is the thief's.
    expect((await undo(owner.elsewhere(), second, 'password', owner.password)).status).toBe(401);
    must(200, await undo(owner.elsewhere(), first, 'password', owner.password));
    must(200, await owner.elsewhere().signIn());
    must(200, await undo(owner.elsewhere(), second, 'password', owner.password));
    must(200, await owner.elsewhere().signIn());
    for (const password of [NEW_PASSWORD, 'eleven green otters awake']) {
      expect((await thief.elsewhere().signIn(password)).status).toBe(401);
    }
  });
});

describe('drills: each ends with the owner inside', () => {
  test('an attacker who resets the password by a read mailbox and turns two-factor on', async () => {
    const owner = await house.customer();
    house.clock.advance(MINUTE);
    const thief = owner.elsewhere({ address: '203.0.113.80' });
    await resetPassword(house, thief, NEW_PASSWORD);
    must(200, await thief.signIn());
    const phone = await enrolPhone(house, thief);
    const reset = await linkTo(house, owner.email, 'objections', /password/i);
    const enabled = await linkTo(house, owner.email, 'objections', /two-factor/i);
    const browser = owner.elsewhere();
    must(200, await browser.post(`/objections/${enabled}`));
    must(200, await undo(browser, reset, 'password', owner.password));
    must(200, await undo(browser, enabled, 'password', owner.password));
    expect(must(200, await browser.signIn()).json).toEqual({ next: 'done' });
    expect((await statesOf(owner.email)).apps).toBe(0);
    await thief.elsewhere().post('/recovery', { email: owner.email, lost: 'second-factor' });
    expect((await signInWithPhone(thief.elsewhere(), phone).catch(() => null))?.status ?? 401).toBe(401);
  });

  test('an attacker with the password turns two-factor on first: the owner objects, undoes and is back', async () => {
    const owner = await house.customer();
    house.clock.advance(HOUR);
    const thief = await stolenSession(owner);
    await enrolPhone(house, thief);
    house.clock.advance(MINUTE);
    expect((await owner.elsewhere().signIn()).json.next).toBe('second-factor');
    const token = await linkTo(house, owner.email, 'objections', /two-factor/i);
    const browser = owner.elsewhere();
    must(200, await browser.post(`/objections/${token}`));
    expect((await thief.get('/session')).status).toBe(401);
    must(200, await undo(browser, token, 'password', owner.password));
    expect(must(200, await browser.signIn()).json).toEqual({ next: 'done' });
  });

  test('an attacker with only a stolen session that is not fresh turns nothing on', async () => {
    const owner = await house.customer();
    const thief = await stolenSession(owner);
    house.clock.advance(11 * MINUTE);
    const refused = await thief.post('/security/two-factor/enrolment');
    expect(refused.json.type).toMatch(/step-up-required$/);
  });

  test('the phone is lost, codes are there: password and backup code', async () => {
    const { visitor, phone } = await ownerWithPhone(house);
    await visitor.signIn();
    must(
      200,
      await visitor.post('/sign-in/second-factor', { method: 'backup-code', code: phone.backupCodes[3] ?? '' }),
    );
    must(200, await visitor.get('/session'));
  });

  test('an attacker asks for the waiting way while the owner has the phone: stopped, then ended', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    await beginWaiting(house, visitor.elsewhere({ address: '203.0.113.81' }));
    const token = await linkTo(house, email, 'recovery');
    must(200, await house.visitor().post(`/recovery/${token}/stop`));
    must(200, await signInWithPhone(visitor, phone));
    await pass(house, 10 * DAY);
    expect((await statesOf(email)).apps).toBe(1);
    must(200, await signInWithPhone(visitor.elsewhere(), phone));
  });
});

test('what an undo needs is in no table after fifteen days: for so long a later change may go back to it', async () => {
  const owner = await house.customer();
  await change(await stolenSession(owner), NEW_PASSWORD);
  const kept = async () =>
    (
      await pool.query(
        `select count(*)::int as count from security_journal
          where sealed_before is not null and user_id = (select id from users where email = $1)`,
        [owner.email],
      )
    ).rows[0].count;
  await pass(house, 14 * DAY);
  expect(await kept()).toBe(1);
  await pass(house, 2 * DAY);
  expect(await kept()).toBe(0);
});
