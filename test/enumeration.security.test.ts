import { beforeEach, describe, expect, test } from 'vitest';
import { countStatements } from '../src/features/passwords/testing.ts';
import { openHouse } from './house.ts';
import type { Answer, Visitor } from './visitor.ts';
import { wholeAnswer } from './whole-answer.ts';

/*
 * The attacker has a list of addresses and wants to know which of them have an account here, are disabled, or were closed
 * by guessing. They compare whole answers and count the work behind them, at every door that takes an address (RL-4, RL-5,
 * RC-1, field 40).
 */

const house = await openHouse();
const customers: Visitor[] = [];
for (const name of ['known', 'disabled', 'shut', 'not-me']) {
  customers.push(await house.customer({ email: `${name}@example.test` }));
}
await house.database.pool.query("update users set state = 'disabled' where email = 'disabled@example.test'");
await house.database.pool.query(
  "update passwords set closed_at = now() where user_id = (select id from users where email = 'not-me@example.test')",
);
// Each test begins with nobody waiting.
beforeEach(() => house.database.pool.query('delete from guess_counters'));
const EVERYONE = [...customers.map(({ email }) => email), 'unknown@example.test'];
const PASSWORD = 'a guess that is long enough';
let lastSource = 0;

/** A stranger from a prefix that nothing was counted for yet, with one and the same browser. */
function stranger(): Visitor {
  lastSource += 1;
  const visitor = house.visitor({ address: `10.9.${lastSource}.1` });
  visitor.cookies.set('browser', 'b'.repeat(43));
  return visitor;
}

interface Cost {
  answer: ReturnType<typeof wholeAnswer>;
  hashes: number;
  statements: number;
}

/** One request, with the hashes and the statements it took; nothing else may run meanwhile. */
async function measure(ask: (visitor: Visitor) => Promise<Answer>): Promise<Cost> {
  const before = house.parts.passwords.hashing.computed;
  let given: Answer | undefined;
  const statements = await countStatements(house.database, async () => {
    given = await ask(stranger());
  });
  if (given === undefined) throw new Error('no answer');
  const answer = wholeAnswer(given);
  return { answer, hashes: house.parts.passwords.hashing.computed - before, statements };
}

/** The same request for each address: the costs must not tell them apart. The typed address is made one in the page. */
async function compare(addresses: string[], ask: (visitor: Visitor, email: string) => Promise<Answer>): Promise<Cost> {
  const costs: Cost[] = [];
  for (const email of addresses) {
    const cost = await measure((visitor) => ask(visitor, email));
    cost.answer.body = cost.answer.body.replaceAll(email, 'typed@example.test');
    costs.push(cost);
  }
  for (const cost of costs) expect(cost).toEqual(costs[0]);
  const [first] = costs;
  if (first === undefined) throw new Error('nothing compared');
  return first;
}

const FACES = [
  ['a program', (visitor: Visitor, path: string, body: Record<string, string>) => visitor.post(path, body)],
  ['a browser', (visitor: Visitor, path: string, body: Record<string, string>) => visitor.form(path, body)],
] as const;

describe.each(FACES)('to %s', (_face, send) => {
  // Each comparison starts with an untouched budget, so that a wait of the one before does not answer for it.
  beforeEach(async () => {
    await house.database.pool.query('delete from guess_counters');
  });

  test('a refused sign-in is the same for a known, an unknown, a disabled and a closed user, at one hash', async () => {
    const cost = await compare(EVERYONE, (visitor, email) => send(visitor, '/sign-in', { email, password: PASSWORD }));
    expect([cost.answer.status, cost.hashes]).toEqual([401, 1]);
  });

  test('the right password of a disabled or closed user answers like a wrong one', async () => {
    const right = Object.fromEntries(customers.map(({ email, password }) => [email, password]));
    const closed = ['disabled@example.test', 'not-me@example.test', 'unknown@example.test'];
    const cost = await compare(closed, (visitor, email) =>
      send(visitor, '/sign-in', { email, password: right[email] ?? PASSWORD }),
    );
    expect([cost.answer.status, cost.hashes]).toEqual([401, 1]);
  });

  test('a sign-up for a free and for a taken address is the same, at one hash (RL-5)', async () => {
    const addresses = [...EVERYONE, 'free@example.test'];
    const password = 'seven loud herons dancing';
    const cost = await compare(addresses, (visitor, email) =>
      send(visitor, '/sign-up', { email, password, name: 'X' }),
    );
    expect(cost.hashes).toBe(1);
    expect(cost.answer.status).toBe(_face === 'a program' ? 202 : 200);
  });

  test('a forgotten password is the same for a known, an unknown and a disabled address, without a hash (RC-1)', async () => {
    const cost = await compare(EVERYONE, (visitor, email) => send(visitor, '/forgot-password', { email }));
    expect(cost.hashes).toBe(0);
    expect(cost.answer.status).toBe(_face === 'a program' ? 202 : 200);
  });

  test('whatever is wrong with a form is said the same for a known and an unknown address', async () => {
    const wrong: [string, Record<string, string>][] = [
      ['/sign-in', { password: '' }],
      ['/sign-in', { password: 'x'.repeat(1025) }],
      ['/sign-up', { password: 'too short', name: 'X' }],
      ['/sign-up', { password: PASSWORD, name: 'a\u0000b' }],
      ['/forgot-password', { hint: 'x' }],
    ];
    for (const [path, more] of wrong) {
      const cost = await compare(EVERYONE, (visitor, email) => send(visitor, path, { email, ...more }));
      expect([cost.answer.status, cost.hashes], path).toEqual([422, 0]);
    }
  });

  test('a wait is the same for a known, an unknown and a disabled address, and evaluates nothing (RL-3)', async () => {
    for (const email of EVERYONE) {
      for (let n = 0; n < 5; n++) await stranger().signIn('not the password at all', { email });
    }
    const cost = await compare(EVERYONE, (visitor, email) => send(visitor, '/sign-in', { email, password: PASSWORD }));
    expect([cost.answer.status, cost.hashes]).toEqual([429, 0]);
    house.clock.advance(3600_000);
  });
});

test('each spelling of an address is the same user, and waits together (AP-2)', async () => {
  const email = 'spelling@example.test';
  await house.customer({ email });
  const spellings = [
    'Spelling@example.test',
    'SPELLING@EXAMPLE.TEST',
    ' spelling@example.test ',
    'spelling@ｅxample.test',
    email,
  ];
  for (const spelling of spellings) {
    expect((await stranger().signIn('not the password at all', { email: spelling })).status).toBe(401);
  }
  expect((await stranger().signIn('not the password at all', { email })).status).toBe(429);
});

test('“forgot password” changes nothing for its user: the old password, the session and the counters stay (RC-1)', async () => {
  const anna = await house.customer();
  await anna.signIn();
  for (let n = 0; n < 3; n++) await stranger().post('/forgot-password', { email: anna.email });
  await house.mailsTo(anna.email);
  expect((await anna.get('/session')).status).toBe(200);
  expect((await anna.elsewhere().signIn()).status).toBe(200);
});
