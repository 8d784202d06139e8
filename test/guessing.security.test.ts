import { describe, expect, test } from 'vitest';
import { HOUR, SECOND } from '../src/foundations/clock.ts';
import { customerWithPhone, signInWithPhone } from './authenticator-app.ts';
import { openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';
import type { Visitor } from './visitor.ts';
import { wholeAnswer } from './whole-answer.ts';

/*
 * The attacker guesses one password with many machines at once, or many accounts with one password; goes on in a session
 * that was stolen; and, failing that, guesses wrong on purpose so that the owner is locked out (RL-1, RL-2, RL-3, PW-11,
 * field 47).
 */

const house = await openHouse();
const WRONG = 'not the password at all';
let lastPrefix = 0;

/** The same mailbox tried from a network nobody used before, without a cookie but the browser's own. */
function strangerAt(email: string): Visitor {
  lastPrefix += 1;
  const visitor = house.visitor({ email, address: `11.${lastPrefix >> 8}.${lastPrefix & 255}.1` });
  visitor.cookies.set('browser', 'b'.repeat(43));
  return visitor;
}

/** Somebody at home: a browser that is known, signed out again. */
async function atHome(): Promise<Visitor> {
  const anna = await house.customer();
  await anna.signIn();
  await anna.post('/sign-out');
  return anna;
}

const waitOf = (answer: { headers: Headers }) => Number(answer.headers.get('retry-after'));

describe('strangers', () => {
  test('five misses are free, the sixth try waits, and the wait that is told is the true one (RL-3)', async () => {
    const { email } = await house.customer();
    for (let n = 0; n < 5; n++) expect((await strangerAt(email).signIn(WRONG)).status).toBe(401);
    for (const seconds of [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]) {
      const waiting = await strangerAt(email).signIn(WRONG);
      expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([429, String(seconds)]);
      expect(waiting.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      house.clock.advance((seconds - 1) * SECOND);
      const still = await strangerAt(email).signIn(WRONG);
      expect([still.status, waitOf(still)]).toEqual([429, 1]);
      house.clock.advance(SECOND);
      expect((await strangerAt(email).signIn(WRONG)).status).toBe(401);
    }
  });

  test('of fifty tries at once five are evaluated, for an address that has a user and for one that has none', async () => {
    const { email } = await house.customer();
    for (const address of [email, 'nobody-at-all@example.test']) {
      const before = house.parts.passwords.hashing.computed;
      const answers = await Promise.all(Array.from({ length: 50 }, () => strangerAt(address).signIn(WRONG)));
      expect(house.parts.passwords.hashing.computed - before).toBe(5);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
    }
  });

  test('the right password among fifty guesses at once is worth no more than its place among the five', async () => {
    const anna = await house.customer();
    await Promise.all(Array.from({ length: 50 }, () => strangerAt(anna.email).signIn(WRONG)));
    const right = await strangerAt(anna.email).signIn(anna.password);
    expect(right.status).toBe(429);
    expect(right.headers.getSetCookie()).toEqual([]);
  });

  test('after a hundred misses the right password looks wrong to a stranger, lets a known device in, and a reset opens all again', async () => {
    const anna = await atHome();
    const nobody = 'still-nobody@example.test';
    for (let n = 1; n <= 100; n++) {
      for (const email of [anna.email, nobody]) {
        const answer = await strangerAt(email).signIn(WRONG);
        expect([n, answer.status]).toEqual([n, 401]);
      }
      house.clock.advance(HOUR);
    }
    house.clock.advance(100 * HOUR);
    const closed = await strangerAt(anna.email).signIn(anna.password);
    const wrong = await strangerAt(anna.email).signIn(WRONG);
    const unknown = await strangerAt(nobody).signIn(WRONG);
    expect(closed.status).toBe(401);
    expect(wholeAnswer(closed)).toEqual(wholeAnswer(wrong));
    expect(wholeAnswer(closed)).toEqual(wholeAnswer(unknown));
    const before = house.parts.passwords.hashing.computed;
    await strangerAt(anna.email).signIn(anna.password);
    await strangerAt(nobody).signIn(WRONG);
    expect(house.parts.passwords.hashing.computed - before).toBe(2);

    expect((await anna.signIn()).status).toBe(200);
    expect((await strangerAt(anna.email).signIn(anna.password)).status).toBe(401);

    await strangerAt(anna.email).post('/forgot-password', { email: anna.email });
    const token = tokenIn((await house.mailsTo(anna.email)).at(-1), 'reset-password');
    const password = 'nine grey otters sleeping';
    expect((await strangerAt(anna.email).post('/reset-password', { token, password })).status).toBe(200);
    expect((await strangerAt(anna.email).signIn(password)).status).toBe(200);
  }, 60_000);

  test('one password tried on two hundred accounts from one /64 ends at a hundred; the owner at home gets in (RL-2)', async () => {
    const anna = await atHome();
    const prefix = '2001:db8:5:5::';
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        house.visitor({ email: `spray-${n}@example.test`, address: `${prefix}${(n + 1).toString(16)}` }).signIn(WRONG),
      ),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(100);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(100);
    for (const answer of refused) expect(waitOf(answer)).toBe(3600);
    anna.address = `${prefix}ffff`;
    expect((await anna.signIn()).status).toBe(200);
    house.clock.advance(HOUR);
    expect((await house.visitor({ address: `${prefix}1` }).signIn(WRONG)).status).toBe(401);
  });

  test('a restart forgives nothing (RL-2)', async () => {
    const anna = await house.customer();
    for (let n = 0; n < 5; n++) await strangerAt(anna.email).signIn(WRONG);
    const { email, password } = anna;
    const after = house.visitorAfterRestart({ email, password, address: '12.0.0.1' });
    const answer = await after.signIn();
    expect([answer.status, waitOf(answer)]).toEqual([429, 30]);
  });
});

describe('after five hundred foreign failures (RL-2)', () => {
  async function flood(email: string): Promise<void> {
    for (let n = 0; n < 500; n++) {
      const answer = await strangerAt(email).signIn(WRONG);
      expect([401, 429]).toContain(answer.status);
      if (answer.status === 429) house.clock.advance(waitOf(answer) * SECOND);
    }
  }

  test('the owner signs in from a known device, with both factors', async () => {
    const { visitor: anna, phone } = await customerWithPhone(house);
    await anna.post('/sign-out');
    await flood(anna.email);
    expect((await signInWithPhone(anna, phone)).json).toEqual({ next: 'done' });
  }, 60_000);

  test('another owner, from a new device, after a reset, with both factors', async () => {
    const { visitor: ben, phone } = await customerWithPhone(house);
    await flood(ben.email);
    const abroad = ben.elsewhere({ address: '198.18.9.9' });
    expect((await abroad.signIn()).status).toBe(401);
    await abroad.post('/forgot-password', { email: ben.email });
    const token = tokenIn((await house.mailsTo(ben.email)).at(-1), 'reset-password');
    abroad.password = 'seven purple lanterns glow';
    expect((await abroad.post('/reset-password', { token, password: abroad.password })).status).toBe(200);
    expect((await signInWithPhone(abroad, phone)).json).toEqual({ next: 'done' });
  }, 60_000);
});

describe('known devices', () => {
  test('the owner at home gets in while strangers wait, and has ten misses, then none', async () => {
    const anna = await atHome();
    for (let n = 0; n < 20; n++) await strangerAt(anna.email).signIn(WRONG);
    for (let n = 0; n < 9; n++) expect((await anna.signIn(WRONG)).status).toBe(401);
    expect((await anna.signIn()).status).toBe(200);
    await anna.post('/sign-out');
    for (let n = 0; n < 10; n++) expect((await anna.signIn(WRONG)).status).toBe(401);
    // Known no more: now it waits like every stranger.
    expect((await anna.signIn()).status).toBe(429);
  });

  test('of fifty tries at once from a known device ten are evaluated as such, and the wait catches the rest', async () => {
    const anna = await atHome();
    const before = house.parts.passwords.hashing.computed;
    const device = anna.cookies.get('device') ?? '';
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => {
        const thief = strangerAt(anna.email);
        thief.cookies.set('device', device);
        return thief.signIn(WRONG);
      }),
    );
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
    // Ten as a device, five as a stranger; what is refused as used up costs a hash too, to look like a miss.
    const rows = (await house.database.pool.query('select misses from guess_counters where misses = 10')).rows;
    expect(rows.length).toBeGreaterThanOrEqual(1);
    expect(house.parts.passwords.hashing.computed - before).toBeLessThanOrEqual(50);
    expect(
      (
        await house.database.pool.query(
          'select 1 from known_devices d join users u on u.id = d.user_id where u.email = $1',
          [anna.email],
        )
      ).rows,
    ).toEqual([]);
  });

  test('a device of another user’s, or a planted one, makes nobody known', async () => {
    const anna = await house.customer();
    const thief = await atHome();
    const planted = [
      'D'.repeat(43),
      thief.cookies.get('device') ?? '',
      `${'D'.repeat(43)}.${thief.cookies.get('device')}`,
    ];
    for (let n = 0; n < 5; n++) await strangerAt(anna.email).signIn(WRONG);
    for (const device of planted) {
      const visitor = strangerAt(anna.email);
      visitor.cookies.set('device', device);
      expect((await visitor.signIn(anna.password)).status).toBe(429);
    }
  });

  test('two users of one browser are both known in it (field 24)', async () => {
    const anna = await atHome();
    const ben = await house.customer();
    ben.cookies.set('device', anna.cookies.get('device') ?? '');
    await ben.signIn();
    for (const email of [anna.email, ben.email]) for (let n = 0; n < 6; n++) await strangerAt(email).signIn(WRONG);
    for (const { email, password } of [anna, ben]) {
      const visitor = strangerAt(email);
      visitor.cookies.set('device', ben.cookies.get('device') ?? '');
      expect((await visitor.signIn(password)).status).toBe(200);
    }
  });
});

describe('behind the sign-in', () => {
  /** Has the session of somebody, not the device. */
  async function stolen(): Promise<{ anna: Visitor; thief: Visitor }> {
    const anna = await house.customer();
    await anna.signIn();
    const thief = strangerAt(anna.email);
    thief.cookies.set('session', anna.cookies.get('session') ?? '');
    return { anna, thief };
  }

  const DOORS: [
    string,
    (visitor: Visitor, password: string) => Promise<{ status: number; headers: Headers }>,
    number,
  ][] = [
    ['step-up', (visitor, password) => visitor.post('/step-up', { method: 'password', password }), 401],
    [
      'change of password',
      (visitor, current) => visitor.post('/security/password', { current, password: 'nine grey otters sleeping' }),
      403,
    ],
  ];

  test.each(DOORS)(
    'a stolen session guesses at the %s within the strangers’ one budget, shared with the sign-in',
    async (_name, guess, refusedAs) => {
      const { anna, thief } = await stolen();
      for (let n = 0; n < 3; n++) expect((await guess(thief, WRONG)).status).toBe(refusedAs);
      for (let n = 0; n < 2; n++) expect((await strangerAt(anna.email).signIn(WRONG)).status).toBe(401);
      const waiting = await guess(thief, anna.password);
      expect([waiting.status, waitOf(waiting)]).toEqual([429, 30]);
      expect((await strangerAt(anna.email).signIn(anna.password)).status).toBe(429);
      // The owner, in the browser that is known, goes on.
      expect((await guess(anna, anna.password)).status).toBe(200);
    },
  );

  test.each(DOORS)('of thirty guesses at once at the %s five are evaluated', async (_name, guess) => {
    const { thief } = await stolen();
    const before = house.parts.passwords.hashing.computed;
    const answers = await Promise.all(Array.from({ length: 30 }, () => guess(thief, WRONG)));
    expect(house.parts.passwords.hashing.computed - before).toBe(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  test('a refused new password costs no try, a wrong present one does and is in the history (PW-11)', async () => {
    const { anna, thief } = await stolen();
    for (let n = 0; n < 8; n++) {
      expect((await thief.post('/security/password', { current: WRONG, password: 'short' })).status).toBe(422);
    }
    expect(
      (await thief.post('/security/password', { current: WRONG, password: 'nine grey otters sleeping' })).status,
    ).toBe(403);
    const { events } = (await anna.get('/security/login-history')).json;
    const misses = events.filter(({ outcome }: { outcome: string }) => outcome === 'failure');
    expect(misses).toHaveLength(1);
    expect(misses[0]).toMatchObject({ kind: 'password-change', cause: 'wrong-password', address: thief.address });
  });
});
