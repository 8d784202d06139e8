import { describe, expect, test } from 'vitest';
import { codeTo as mailedCode } from '../../../test/address-scenes.ts';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { wholeAnswer } from '../../../test/whole-answer.ts';
import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';
import { hashToken, newId } from '../../foundations/crypto/index.ts';
import { createOneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { countStatements } from '../passwords/testing.ts';
import { VERIFY_ADDRESS } from './send-sign-up-mail.ts';
import { insertSignUp } from './sign-up-table.ts';

/*
 * The attacker has a stolen session and wants the account's mail, or its sign-in address, to be theirs. Or has an account of
 * their own, and wants to know who else has one, to fill a stranger's mailbox, or to take an address that somebody just gave
 * up. Or reads the old mailbox of somebody who moved away from it (RC-7, RL-5, RL-6, SU-1, AP-5).
 */

const house = await openHouse();
const ADD = '/personal-information/addresses';
const CHANGE = '/personal-information/email';
let last = 0;
const fresh = (name: string) => `${name}-${++last}@elsewhere.test`;

async function signedIn(): Promise<Visitor> {
  const visitor = await house.customer({ address: `10.1.${++last}.1` });
  await visitor.signIn();
  await house.mailsTo(visitor.email);
  return visitor;
}

const mailsTo = async (address: string) => house.mailsTo(address);
const codeIn = (text: string | undefined) => /^([A-Z2-7]{5}-[A-Z2-7]{5})$/m.exec(text ?? '')?.[1];
const codeTo = (address: string) => mailedCode(house, address);
const confirm = (visitor: Visitor, door: string, code: string) => visitor.post(`${door}/confirm`, { code });
async function change(visitor: Visitor, email: string): Promise<void> {
  await visitor.post(CHANGE, { email });
  expect((await confirm(visitor, CHANGE, await codeTo(email))).status).toBe(200);
}

async function emailOf(visitor: Visitor): Promise<string> {
  return (await visitor.get('/session')).json.user.email;
}

const outcomeOf = ({ status, json }: { status: number; json: { errors?: { code: string }[] } }) =>
  `${status} ${json.errors?.[0]?.code ?? ''}`.trim();

describe('a stolen session', () => {
  test('whose proof is old gets through none of these doors, and nobody is mailed', async () => {
    const anna = await signedIn();
    const second = fresh('second');
    await anna.post(ADD, { address: second });
    const code = await codeTo(second);
    const mails = (await mailsTo(anna.email)).length;
    house.clock.advance(11 * MINUTE);
    for (const [path, body] of [
      [ADD, { address: 'thief@evil.test' }],
      [`${ADD}/confirm`, { code }],
      [`${ADD}/remove`, { address: anna.email }],
      [CHANGE, { email: 'thief@evil.test' }],
      [`${CHANGE}/confirm`, { code }],
    ] as const) {
      const answer = await anna.post(path, body);
      expect([answer.status, answer.json.type]).toEqual([403, expect.stringContaining('step-up-required')]);
    }
    expect(await mailsTo('thief@evil.test')).toEqual([]);
    expect(await mailsTo(anna.email)).toHaveLength(mails);
  });

  test('cannot shut the owner out of the mail in silence: what is removed or replaced is told, and goes on hearing', async () => {
    const anna = await signedIn();
    const [old, second, thief] = [anna.email, fresh('second'), fresh('thief')];
    await anna.post(ADD, { address: second });
    await confirm(anna, ADD, await codeTo(second));
    await anna.post(`${ADD}/remove`, { address: second });
    await change(anna, thief);
    house.clock.advance(DAY);
    await anna.elsewhere({ email: thief }).signIn();
    for (const address of [old, second]) {
      const subjects = (await mailsTo(address)).map(({ subject }) => subject);
      expect(subjects.filter((subject) => subject.includes('with another address'))).toHaveLength(1);
      expect(subjects.at(-1)).toMatch(/sign-in/i);
    }
  });
});

describe('a code', () => {
  test('is worth nothing in another browser, to another user, or for the other act; and still good where it belongs', async () => {
    const [anna, mallory] = [await signedIn(), await signedIn()];
    const second = fresh('second');
    await anna.post(ADD, { address: second });
    const code = await codeTo(second);
    const elsewhere = anna.elsewhere();
    elsewhere.cookies.set('session', anna.cookies.get('session') ?? '');
    expect(outcomeOf(await confirm(elsewhere, ADD, code))).toBe('422 spent');
    mallory.cookies.set('browser', anna.cookies.get('browser') ?? '');
    expect(outcomeOf(await confirm(mallory, ADD, code))).toBe('422 spent');
    expect(outcomeOf(await confirm(anna, CHANGE, code))).toBe('422 spent');
    expect(outcomeOf(await confirm(anna, ADD, code))).toBe('200');
    expect(outcomeOf(await confirm(anna, ADD, code))).toBe('422 spent');
  });

  test.each([ADD, CHANGE])(
    'is compared five times and not a sixth, also when fifty tries come at once (%s)',
    async (door) => {
      const anna = await signedIn();
      const address = fresh('second');
      await anna.post(door, door === ADD ? { address } : { email: address });
      const code = await codeTo(address);
      const tries = await Promise.all(Array.from({ length: 50 }, () => confirm(anna, door, 'AAAAA-AAAAA')));
      expect(tries.filter((answer) => outcomeOf(answer) === '422 wrong')).toHaveLength(5);
      expect(tries.filter((answer) => outcomeOf(answer) === '422 spent')).toHaveLength(45);
      house.clock.advance(10 * MINUTE);
      expect(outcomeOf(await confirm(anna, door, code))).toBe('422 spent');
    },
  );

  test('typed twenty times at once makes one change, one mail and one entry', async () => {
    const anna = await signedIn();
    const email = fresh('new');
    await anna.post(CHANGE, { email });
    const code = await codeTo(email);
    const browsers = Array.from({ length: 20 }, () => {
      const copy = anna.elsewhere();
      for (const [name, value] of anna.cookies) copy.cookies.set(name, value);
      return copy;
    });
    const answers = await Promise.all(browsers.map((browser) => confirm(browser, CHANGE, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 401, 422].includes(status))).toBe(true);
    const told = (await mailsTo(email)).filter(({ subject }) => subject.includes('with another address'));
    expect(told).toHaveLength(1);
  });

  test('stands in no answer and in no page', async () => {
    const anna = await signedIn();
    const second = fresh('second');
    const asked = await anna.post(ADD, { address: second });
    const code = await codeTo(second);
    const shown = [
      asked.text,
      (await anna.page('/personal-information')).text,
      (await anna.page('/security/mail')).text,
    ];
    for (const text of shown) {
      expect(text).not.toContain(code);
      expect(text).not.toContain(code.replace('-', ''));
    }
  });
});

describe('whether an address has an account', () => {
  /** Everything the asker can see: the answer, the pages after it, each of six codes. Addresses are made one. */
  async function look(asker: Visitor, email: string) {
    let statements = 0;
    let asked: ReturnType<typeof wholeAnswer> | undefined;
    statements = await countStatements(house.database, async () => {
      asked = wholeAnswer(await asker.post(CHANGE, { email }));
    });
    await house.parts.jobs.runPending();
    const seen: unknown[] = [asked, wholeAnswer(await asker.page('/personal-information'))];
    for (let n = 0; n < 6; n++) seen.push(wholeAnswer(await confirm(asker, CHANGE, 'AAAAA-AAAAA')));
    seen.push(wholeAnswer(await asker.form(CHANGE, { email }, { 'sec-fetch-site': 'same-origin' })));
    seen.push(wholeAnswer(await asker.get('/personal-information')));
    seen.push(wholeAnswer(await asker.get('/security/login-history')));
    await house.parts.jobs.runPending();
    const { mails } = (await asker.get('/security/mail')).json;
    seen.push(mails.map(({ subject }: { subject: string }) => subject));
    const text = JSON.stringify(seen)
      .replaceAll(email, 'typed@example.test')
      .replaceAll(asker.email, 'me@example.test');
    return {
      text: text.replace(/(evt|ses)_?[a-z0-9]{20,}|[\w-]{43}|\d{4}-\d\d-\d\dT[\d:.]+Z|10\.1\.\d+\.1/g, '…'),
      statements,
    };
  }

  test('is not learnt by asking for it: free, taken and kept for somebody look the same, and cost the same', async () => {
    const [owner, mover] = [await signedIn(), await signedIn()];
    const kept = mover.email;
    await change(mover, fresh('moved'));
    const askers = [await signedIn(), await signedIn(), await signedIn()];
    const [free, taken, reserved] = [
      await look(askers[0] as Visitor, fresh('free')),
      await look(askers[1] as Visitor, owner.email),
      await look(askers[2] as Visitor, kept),
    ];
    expect(taken.text).toBe(free.text);
    expect(reserved.text).toBe(free.text);
    expect([taken.statements, reserved.statements]).toEqual([free.statements, free.statements]);
  });

  test('is not learnt from a mail that was dropped either', async () => {
    const owner = await signedIn();
    const free = fresh('free');
    house.clock.advance(HOUR);
    // Links for a new password use up the owner's hour, and nobody's for an address without an account.
    for (let n = 0; n < 6; n++) {
      for (const email of [owner.email, free]) await house.visitor().post('/forgot-password', { email });
      await house.parts.jobs.runPending();
    }
    const askers = [await signedIn(), await signedIn()];
    const before = (await mailsTo(owner.email)).length;
    const [one, other] = [await look(askers[0] as Visitor, free), await look(askers[1] as Visitor, owner.email)];
    expect(other.text).toBe(one.text);
    expect(await mailsTo(owner.email)).toHaveLength(before);
  });

  test('its owner is told that somebody tried, nobody is mailed a code, and none works', async () => {
    const [owner, mallory] = [await signedIn(), await signedIn()];
    await mallory.post(CHANGE, { email: owner.email });
    const mail = (await mailsTo(owner.email)).at(-1);
    expect(mail?.subject).toContain('Somebody tried to use your address');
    expect(codeIn(mail?.text)).toBeUndefined();
    expect(mail?.text).not.toContain(mallory.email);
    expect(mail?.text).not.toContain('/objections/');
    expect(await emailOf(owner)).toBe(owner.email);
  });
});

describe('an address that two want', () => {
  test('goes to one of two users who prove it at once; the other is told in general words', async () => {
    for (let round = 0; round < 5; round++) {
      const both = [await signedIn(), await signedIn()];
      const email = fresh('wanted');
      const codes: string[] = [];
      for (const user of both) {
        await user.post(CHANGE, { email });
        codes.push(await codeTo(email));
      }
      const answers = await Promise.all(both.map((user, index) => confirm(user, CHANGE, codes[index] ?? '')));
      expect(answers.map(outcomeOf).sort()).toEqual(['200', '422 not-free']);
      const { rows } = await house.database.pool.query('select id from users where email = $1', [email]);
      expect(rows).toHaveLength(1);
    }
  });

  const oneTimeTokens = createOneTimeTokens({ clock: house.clock });
  /** A sign-up of this address with its link, as if the mail had been written when the address was free. */
  async function prepareSignUp(email: string): Promise<{ visitor: Visitor; token: string }> {
    const visitor = house.visitor({ email });
    visitor.cookies.set('browser', 'b'.repeat(43));
    const now = house.clock.now();
    const id = newId('sgn');
    const token = await house.database.transaction(async (tx) => {
      await insertSignUp(tx, {
        ...{ id, email, name: '', locale: 'en', time_zone: 'UTC', password_hash: '$argon2id$v=19$none' },
        ...{ browser_hash: hashToken('b'.repeat(43)), requested_at: now, address: null, user_agent: '' },
        expires_at: new Date(now.getTime() + HOUR),
      });
      const purpose = VERIFY_ADDRESS;
      return oneTimeTokens.issue(tx, { purpose, subject: id, lifetimeMs: HOUR, replaceEarlier: true });
    });
    return { visitor, token };
  }

  test('a sign-up and a change at once: one gets it, nothing breaks', async () => {
    for (let round = 0; round < 5; round++) {
      const anna = await signedIn();
      const email = fresh('wanted');
      await anna.post(CHANGE, { email });
      const code = await codeTo(email);
      const { visitor, token } = await prepareSignUp(email);
      const [changed, made] = await Promise.all([
        confirm(anna, CHANGE, code),
        visitor.post('/verify-address', { token }),
      ]);
      expect([`${outcomeOf(changed)} and ${made.status}`]).toContain(
        changed.status === 200 ? '200 and 410' : '422 not-free and 200',
      );
    }
  });

  test('the one that is given up is nobody else’s at that very moment, nor for as long as it can be put back', async () => {
    for (let round = 0; round < 5; round++) {
      const anna = await signedIn();
      const [old, email] = [anna.email, fresh('new')];
      await anna.post(CHANGE, { email });
      const code = await codeTo(email);
      const [now, later] = [await prepareSignUp(old), await prepareSignUp(old)];
      const [changed, made] = await Promise.all([
        confirm(anna, CHANGE, code),
        now.visitor.post('/verify-address', { token: now.token }),
      ]);
      expect([changed.status, made.status]).toEqual([200, 410]);
      expect((await later.visitor.post('/verify-address', { token: later.token })).status).toBe(410);
    }
  });

  test('whoever signs up with it in that time gets the same answer, and a mail without a link; afterwards it is free', async () => {
    const anna = await signedIn();
    const old = anna.email;
    await change(anna, fresh('new'));
    house.clock.advance(7 * DAY + HOUR);
    const heir = house.visitor({ email: old, address: '10.9.9.1' });
    const free = house.visitor({ address: '10.9.9.1' });
    const [kept, usual] = [wholeAnswer(await heir.signUp()), wholeAnswer(await free.signUp())];
    expect(kept).toEqual(usual);
    const mail = (await mailsTo(old)).at(-1);
    expect(mail?.subject).toContain('cannot be used');
    expect(mail?.text).not.toContain('verify-address');
    house.clock.advance(DAY);
    await heir.signUp();
    expect((await mailsTo(old)).at(-1)?.text).toContain('verify-address');
  });
});

describe('the old mailbox', () => {
  test('opens nothing with a link for a new password that it got before the change, and gets none afterwards', async () => {
    const anna = await signedIn();
    const [old, email] = [anna.email, fresh('new')];
    await anna.post('/forgot-password', { email: old });
    const token = /reset-password\?token=([\w-]+)/.exec((await mailsTo(old)).at(-1)?.text ?? '')?.[1] ?? '';
    expect((await house.visitor().get(`/reset-password?token=${token}`)).status).toBe(200);
    await change(anna, email);
    expect((await house.visitor().get(`/reset-password?token=${token}`)).status).toBe(410);
    const password = 'nine grey otters sleeping';
    expect((await house.visitor().post('/reset-password', { token, password })).status).toBe(410);
    const before = (await mailsTo(old)).length;
    await house.visitor().post('/forgot-password', { email: old });
    expect(await mailsTo(old)).toHaveLength(before);
    expect((await anna.elsewhere({ email }).signIn()).status).toBe(200);
  });
});

describe('what is typed as an address', () => {
  test.each([
    'a@b.test\r\nBcc: victim@example.test',
    'a@b.test\nSubject: x',
    'a@b.test, victim@example.test',
    'a@b.test;victim@example.test',
    '"a b"@b.test',
    '<a@b.test>',
    'a@b.test\u0000',
    'a\u2028@b.test',
    'a@[127.0.0.1]',
    '@b.test',
    `${'a'.repeat(65)}@b.test`,
  ])('cannot become a second header or recipient: %j', async (typed) => {
    const anna = await signedIn();
    for (const [path, body, field] of [
      [ADD, { address: typed }, 'address'],
      [CHANGE, { email: typed }, 'email'],
    ] as const) {
      const answer = await anna.post(path, body);
      expect([answer.status, answer.json.errors[0].field]).toEqual([422, field]);
    }
    await house.parts.jobs.runPending();
    expect(await mailsTo('victim@example.test')).toEqual([]);
  });
});

describe('a stranger’s mailbox', () => {
  test('gets five codes in an hour, whoever and how many ask, by whichever door', async () => {
    const victim = fresh('victim');
    for (let n = 0; n < 8; n++) {
      const mallory = await signedIn();
      const answers = [
        await mallory.post(ADD, { address: victim }),
        await mallory.post(CHANGE, { email: victim }),
        await house.visitor({ email: victim, address: `10.8.${n}.1` }).signUp(),
      ];
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
      await house.parts.jobs.runPending();
    }
    expect(await mailsTo(victim)).toHaveLength(5);
  });

  test('one user asks five times an hour over all addresses; then the answer says so, and the fifth code works', async () => {
    const mallory = await signedIn();
    const addresses = Array.from({ length: 5 }, () => fresh('victim'));
    for (const address of addresses) expect((await mallory.post(ADD, { address })).status).toBe(202);
    const code = await codeTo(addresses[4] ?? '');
    for (const [path, body] of [
      [ADD, { address: fresh('victim') }],
      [CHANGE, { email: fresh('victim') }],
    ] as const) {
      const answer = await mallory.post(path, body);
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3000);
    }
    expect(outcomeOf(await confirm(mallory, ADD, code))).toBe('200');
  });

  test('is shown no anti-phishing code before it is proven', async () => {
    const anna = await signedIn();
    const phrase = 'seven kettles whistle';
    expect((await anna.post('/security/anti-phishing-code', { phrase })).status).toBe(200);
    const second = fresh('second');
    await anna.post(ADD, { address: second });
    const [code] = await mailsTo(second);
    expect(code?.text).not.toContain(phrase);
    expect(code?.html).not.toContain(phrase);
    await confirm(anna, ADD, await codeTo(second));
    expect((await mailsTo(second)).at(-1)?.text).toContain(phrase);
  });
});
