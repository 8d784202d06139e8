import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../src/foundations/clock.ts';
import { openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';
import type { Answer, Visitor } from './visitor.ts';
import { wholeAnswer } from './whole-answer.ts';

/*
 * The attacker got hold of a link from a mail: an old one, a spent one, one for something else. Or sends one that is still
 * good twenty times at once. Or is no attacker but a scanner that opens every link before the owner does (RC-2, RC-6,
 * AP-5, CR-3, field 38).
 */

const house = await openHouse();
const NEW_PASSWORD = 'nine grey otters sleeping';

interface Kind {
  page: 'verify-address' | 'reset-password' | 'not-me';
  lifetimeMs: number;
  /** Somebody with a fresh link of this kind. */
  make(): Promise<{ visitor: Visitor; token: string }>;
  use(visitor: Visitor, token: string, accept?: string): Promise<Answer>;
  open(visitor: Visitor, token: string, method?: string): Promise<Answer>;
}

const KINDS: Kind[] = [
  {
    page: 'verify-address',
    lifetimeMs: DAY,
    async make() {
      const visitor = house.visitor();
      await visitor.signUp();
      return { visitor, token: tokenIn((await house.mailsTo(visitor.email)).at(-1), 'verify-address') };
    },
    use: (visitor, token, accept = 'application/json') => visitor.post('/verify-address', { token }, { accept }),
    open: (visitor, token, method = 'GET') => visitor.send(method, `/verify-address?token=${token}`),
  },
  {
    page: 'reset-password',
    lifetimeMs: 30 * MINUTE,
    async make() {
      const visitor = await house.customer();
      await visitor.post('/forgot-password', { email: visitor.email });
      return { visitor, token: tokenIn((await house.mailsTo(visitor.email)).at(-1), 'reset-password') };
    },
    use: (visitor, token, accept = 'application/json') =>
      visitor.post('/reset-password', { token, password: NEW_PASSWORD }, { accept }),
    open: (visitor, token, method = 'GET') => visitor.send(method, `/reset-password?token=${token}`),
  },
  {
    page: 'not-me',
    lifetimeMs: 7 * DAY,
    async make() {
      const visitor = await house.customer();
      await visitor.signIn();
      return { visitor, token: tokenIn((await house.mailsTo(visitor.email)).at(-1), 'not-me') };
    },
    use: (visitor, token, accept = 'application/json') => visitor.post(`/not-me/${token}`, {}, { accept }),
    open: (visitor, token, method = 'GET') => visitor.send(method, `/not-me/${token}`),
  },
];

/** All doors count per prefix; this keeps their windows apart from test to test. */
function apart(visitor: Visitor): Visitor {
  visitor.address = `10.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}.7`;
  return visitor;
}

describe.each(KINDS)('a link to $page', ({ page, lifetimeMs, make, use, open }) => {
  test('has 256 random bits, works once, and then answers 410 like one that never was', async () => {
    const { visitor, token } = await make();
    apart(visitor);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await use(visitor, token)).status).toBe(200);
    const spent = await use(visitor, token);
    expect(spent.status).toBe(410);
    expect(spent.json.type).toMatch(/\/problems\/link-spent$/);
    expect(wholeAnswer(spent)).toEqual(wholeAnswer(await use(visitor, 'A'.repeat(43))));
    expect((await open(visitor, token)).status).toBe(410);
  });

  test('opened by a scanner, by GET and HEAD, is not spent', async () => {
    const { visitor, token } = await make();
    apart(visitor);
    const scanner = apart(house.visitor());
    for (let n = 0; n < 5; n++) {
      expect((await open(scanner, token)).status).toBe(200);
      expect((await open(scanner, token, 'HEAD')).status).toBe(200);
    }
    expect((await use(visitor, token)).status).toBe(200);
  });

  test('is good for one of twenty uses at once', async () => {
    const { visitor, token } = await make();
    apart(visitor);
    const answers = await Promise.all(Array.from({ length: 20 }, () => use(visitor, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(410)]);
  });

  test('lives as long as it was made for, and not a second longer', async () => {
    const { visitor, token } = await make();
    apart(visitor);
    house.clock.advance(lifetimeMs - 1000);
    expect((await open(visitor, token)).status).toBe(200);
    house.clock.advance(1000);
    const late = await use(visitor, token);
    expect(late.status).toBe(410);
    expect(wholeAnswer(late)).toEqual(wholeAnswer(await use(visitor, 'A'.repeat(43))));
  });

  test('opens no other door, and is still good at its own afterwards', async () => {
    const { visitor, token } = await make();
    apart(visitor);
    for (const other of KINDS.filter((kind) => kind.page !== page)) {
      for (const accept of ['application/json', 'text/html']) {
        const [wrong, unknown] = [
          await other.use(visitor, token, accept),
          await other.use(visitor, 'A'.repeat(43), accept),
        ];
        expect(wrong.status).toBe(410);
        expect(wholeAnswer(wrong)).toEqual(wholeAnswer(unknown));
      }
      expect((await other.open(visitor, token)).status).toBe(410);
    }
    expect((await use(visitor, token)).status).toBe(200);
  });

  test('of nonsense is answered like any other that does not exist', async () => {
    const visitor = apart(house.visitor());
    visitor.cookies.set('browser', 'b'.repeat(43));
    const unknown = wholeAnswer(await use(visitor, 'A'.repeat(43)));
    // A NUL in a path is no address of ours at all; in a body it is one more token that nobody was given.
    const nul = page === 'not-me' ? [] : ['%00'];
    for (const nonsense of [...nul, 'x', 'A'.repeat(42), 'A'.repeat(44), "'--", '%F0%9F%98%80']) {
      expect(wholeAnswer(await use(visitor, page === 'not-me' ? nonsense : decodeURIComponent(nonsense)))).toEqual(
        unknown,
      );
      expect((await open(visitor, nonsense)).status, nonsense).toBe(410);
    }
  });
});

test('only the newest link for a reset works, and a sign-in does not spend it (RC-2)', async () => {
  const anna = await house.customer();
  const tokens: string[] = [];
  for (let n = 0; n < 3; n++) {
    await apart(anna).post('/forgot-password', { email: anna.email });
    tokens.push(tokenIn((await house.mailsTo(anna.email)).at(-1), 'reset-password'));
  }
  expect((await anna.signIn()).status).toBe(200);
  const statuses: number[] = [];
  for (const token of tokens)
    statuses.push((await anna.post('/reset-password', { token, password: NEW_PASSWORD })).status);
  expect(statuses).toEqual([410, 410, 200]);
});

test('a refused password does not spend the link, and the page shows neither again (RC-2)', async () => {
  const [, reset] = KINDS;
  if (reset === undefined) throw new Error('no such kind');
  const { visitor, token } = await reset.make();
  apart(visitor);
  const refused = await visitor.form('/reset-password', { token, password: 'canary short' });
  expect(refused.status).toBe(422);
  expect(refused.text).not.toContain('canary short');
  expect((await reset.use(visitor, token)).status).toBe(200);
  house.clock.advance(HOUR);
});
