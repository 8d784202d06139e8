import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';
import type { Answer, Visitor } from './visitor.ts';

/*
 * The attacker looks for the one door where the rules for a password are weaker: a shorter one, a listed one, one that is
 * cut before it is hashed, a hint beside it (PW-1 … PW-6, PW-9, PW-11, RC-2, RC-4, RC-9).
 */

const house = await openHouse();
let lastSource = 0;
beforeEach(() => house.database.pool.query('delete from rate_limits'));
afterAll(() => expect(lastSource).toBeGreaterThan(0));

interface Door {
  /** Asks for this password; the person it would belong to afterwards. */
  set(password: string, more?: object): Promise<{ answer: Answer; visitor: Visitor }>;
  accepted: number;
}

const source = () => {
  lastSource += 1;
  return `15.${lastSource >> 8}.${lastSource & 255}.1`;
};
const changer = await house.customer();
await changer.signIn();
const forgetful = await house.customer();

const DOORS: [string, Door][] = [
  [
    'sign-up',
    {
      accepted: 202,
      async set(password, more = {}) {
        const visitor = house.visitor({ password, address: source() });
        const answer = await visitor.post('/sign-up', { email: visitor.email, password, name: '', ...more });
        if (answer.status !== 202) return { answer, visitor };
        const token = tokenIn((await house.mailsTo(visitor.email)).at(-1), 'verify-address');
        expect((await visitor.post('/verify-address', { token })).status).toBe(200);
        return { answer, visitor };
      },
    },
  ],
  [
    'change',
    {
      accepted: 200,
      async set(password, more = {}) {
        const answer = await changer.post('/security/password', { current: changer.password, password, ...more });
        if (answer.status === 200) changer.password = password;
        return { answer, visitor: changer };
      },
    },
  ],
  [
    'reset',
    {
      accepted: 200,
      async set(password, more = {}) {
        await forgetful.post('/forgot-password', { email: forgetful.email });
        const token = tokenIn((await house.mailsTo(forgetful.email)).at(-1), 'reset-password');
        const answer = await forgetful.elsewhere().post('/reset-password', { token, password, ...more });
        return { answer, visitor: forgetful };
      },
    },
  ],
];

const EMOJI = ['🦊', '🌵', '🎺', '🧭', '🪁', '🧀', '🚲', '🌋', '🪴', '🦉', '🎲', '🧵', '🛶', '🍄', '🪗'];
const LONG = 'vexing quilt jumps over bold fjord while zephyr hums and 17 owls count cracked jade pebbles by moonlt';

const REFUSED: [string, string, string][] = [
  ['fourteen characters', 'qzjvkwxmpyfhdt', 'too-short'],
  ['fourteen characters in 28 UTF-16 units (PW-3)', EMOJI.slice(0, 14).join(''), 'too-short'],
  [
    'fourteen characters that NFC makes of more (PW-4)',
    'e\u0301e\u0300o\u0302n\u0303a\u0308u\u0308i\u0302qzjvkwx',
    'too-short',
  ],
  ['257 characters, which nobody cuts (PW-2)', `${LONG}${LONG}${LONG}`.slice(0, 257), 'too-long'],
  ['more bytes than we hash', '𐍈'.repeat(257), 'too-long'],
  ['one that is listed (PW-6)', 'passwordpassword', 'blocked'],
  ['one character again and again', 'aaaaaaaaaaaaaaaaaaaa', 'blocked'],
  ['a walk over the keyboard', 'qwertyuiopasdfghjkl', 'blocked'],
];

const ACCEPTED: [string, string][] = [
  ['fifteen letters without rule or reason (PW-1, PW-5)', 'qzjvkwxmpyfhdtb'],
  ['fifteen characters outside the first plane (PW-3)', EMOJI.join('')],
  ['a hundred characters (PW-2)', LONG],
  ['256 characters', `${LONG}${[...LONG].reverse().join('')}${LONG}`.slice(0, 256)],
  ['spaces around and within, which stay (PW-3, PW-4)', '  dull ferns  bend low '],
  ['a listed word among others (PW-6)', 'password of a violet hedgehog'],
];

describe.each(DOORS)('at the %s', (_name, { set, accepted }) => {
  test.each(REFUSED)('%s are refused, with the reason at the field', async (_what, password, code) => {
    const { answer } = await set(password);
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toEqual([{ field: 'password', code, message: expect.stringMatching(/\w{3}/) }]);
    expect(answer.text).not.toContain(password);
  });

  test.each(ACCEPTED)('%s are taken, and sign in as they are and in no other form', async (_what, password) => {
    const { answer, visitor } = await set(password);
    expect(answer.status, answer.text).toBe(accepted);
    const characters = [...password];
    const others = [
      `${password} `,
      characters.slice(0, -1).join(''),
      characters.slice(0, 72).join(''),
      password.trim(),
      password.toUpperCase(),
    ];
    for (const other of others.filter((one) => one !== password)) {
      const stranger = visitor.elsewhere({ address: source() });
      expect((await stranger.signIn(other)).status, JSON.stringify(other)).toBe(401);
    }
    await house.database.pool.query('delete from guess_counters');
    expect((await visitor.elsewhere({ address: source() }).signIn(password)).status).toBe(200);
  });

  test('one typed in another Unicode form is the same, and one that only looks alike is another (PW-4)', async () => {
    const typed = 'u\u0308ber e\u0301clairs \ufb01nden';
    const { answer, visitor } = await set(typed);
    expect(answer.status).toBe(accepted);
    expect((await visitor.elsewhere({ address: source() }).signIn(typed.normalize('NFC'))).status).toBe(200);
    expect((await visitor.elsewhere({ address: source() }).signIn(typed.normalize('NFKC'))).status).toBe(401);
  });

  test('a hint, a question or an answer has no place (PW-9)', async () => {
    for (const field of ['hint', 'question', 'answer', 'passwordHint', 'confirm']) {
      const { answer } = await set('seven loud herons dancing', { [field]: 'x' });
      expect([answer.status, answer.json.errors[0].field]).toEqual([422, field]);
    }
  });

  test('the own address is refused, and so is the name of the service (PW-7)', async () => {
    const own = DOORS.find(([name]) => name === _name)?.[0] === 'change' ? changer.email : forgetful.email;
    const { answer } = await set(_name === 'sign-up' ? 'gatehousegatehouse' : own);
    expect([answer.status, answer.json.errors[0].code]).toEqual([422, 'contains-only-context']);
  });
});

describe('the change of a password (PW-11)', () => {
  test('wants the present one', async () => {
    for (const body of [
      { password: 'seven loud herons dancing' },
      { password: 'seven loud herons dancing', current: '' },
    ]) {
      const answer = await changer.post('/security/password', body);
      expect(answer.status).toBe(422);
      expect(answer.json.errors).toEqual([{ field: 'current', code: 'required', message: expect.any(String) }]);
    }
  });

  test('refuses a wrong one with 403, counts it, and changes nothing', async () => {
    const anna = await house.customer();
    await anna.signIn();
    const body = { current: 'not the password at all', password: 'seven loud herons dancing' };
    const wrong = await anna.post('/security/password', body);
    expect(wrong.status).toBe(403);
    expect(wrong.json.errors).toEqual([{ field: 'current', code: 'wrong', message: expect.any(String) }]);
    const { rows } = await house.database.pool.query('select misses from guess_counters order by last_at desc limit 1');
    expect(rows[0].misses).toBe(1);
    expect((await anna.elsewhere().signIn('seven loud herons dancing')).status).toBe(401);
    expect((await anna.elsewhere().signIn()).status).toBe(200);
  });

  test('tells the owner by mail, without the password (RC-4)', async () => {
    const anna = await house.customer();
    await anna.signIn();
    const password = 'seven loud herons dancing';
    expect((await anna.post('/security/password', { current: anna.password, password })).status).toBe(200);
    const mails = await house.mailsTo(anna.email);
    expect(mails.at(-1)?.subject).toMatch(/password/i);
    expect(JSON.stringify(mails)).not.toContain(password);
    expect(JSON.stringify(mails)).not.toContain(anna.password);
  });
});

test('a reset signs nobody in and ends what was open (RC-4)', async () => {
  const anna = await house.customer();
  await anna.signIn();
  await anna.post('/forgot-password', { email: anna.email });
  const token = tokenIn((await house.mailsTo(anna.email)).at(-1), 'reset-password');
  for (const face of ['application/json', 'text/html']) {
    const answer = await anna
      .elsewhere()
      .post('/reset-password', { token, password: 'seven loud herons dancing' }, { accept: face });
    expect(answer.headers.getSetCookie().join()).not.toMatch(/session|device|pending/);
  }
  expect((await anna.get('/session')).status).toBe(401);
  expect((await anna.elsewhere().signIn()).status).toBe(401);
  expect((await house.mailsTo(anna.email)).at(-1)?.text).not.toContain('herons');
});

test('password managers are led to the page, and are not told that everything exists (RC-9)', async () => {
  const visitor = house.visitor();
  for (const accept of ['text/html', '*/*']) {
    const answer = await visitor.get('/.well-known/change-password', { accept });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/security/password']);
  }
  const probe = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';
  for (const accept of ['text/html', '*/*', 'application/json'])
    expect((await visitor.get(probe, { accept })).status).toBe(404);
});

test('there is no account that nobody made (PW-13)', async () => {
  for (const [email, password] of [
    ['admin@localhost.test', 'admin'],
    ['root@example.test', 'root'],
    ['operator@example.test', 'changeme'],
  ]) {
    expect((await house.visitor({ address: source() }).signIn(password, { email })).status).toBe(401);
  }
});

test('changes of the password and sign-ins at the same moment take turns, and none fails for it', async () => {
  let current = 'the first of many long passwords';
  const anna = await house.customer({ address: source(), password: current });
  await anna.signIn();
  for (let turn = 0; turn < 6; turn += 1) {
    const next = `the next of many long passwords ${turn}`;
    const others = Array.from({ length: 4 }, () => anna.elsewhere({ address: source() }));
    const [change, ...signIns] = await Promise.all([
      anna.post('/security/password', { current, password: next }),
      ...others.map((other) => other.signIn(current)),
    ]);
    expect(change.status).toBe(200);
    for (const { status } of signIns) expect([200, 401]).toContain(status);
    current = next;
    await house.database.pool.query('delete from rate_limits');
  }
});
