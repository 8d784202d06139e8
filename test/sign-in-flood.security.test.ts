/*
 * The attacker sends hundreds of sign-ins at once, each of which costs a slow hash, so that nobody else is answered, memory
 * runs out, or the load balancer takes the node for dead (PW-14). The product listens; what is counted is work, not time.
 */
import net from 'node:net';
import { availableParallelism } from 'node:os';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createHashing } from '../src/features/passwords/hash-password.ts';
import { listen } from '../src/foundations/http/index.ts';
import { openHouse } from './house.ts';

const PARALLEL = 2;
const WAITING = 40;
const SENT = 200;
/** Dear enough that requests come much faster than they are done, on a busy machine as well. */
const cost = { memoryKib: 65_536, passes: 2, lanes: 1 };
const house = await openHouse({ hashing: { cost, parallel: PARALLEL, waiting: WAITING } });
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const listening = await listen(house.parts.app, ['127.0.0.1'], port);
afterAll(() => listening.stop());
beforeEach(() => house.database.pool.query('delete from guess_counters; delete from rate_limits'));

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}

/** From a source of its own, unless told. */
function signIn(n: number, email: string, address = `10.${n >> 8}.${n & 255}.1`): Promise<Response> {
  return fetch(`${origin}/sign-in`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': address,
    },
    body: JSON.stringify({ email, password: 'not the password at all' }),
  });
}

const numbers = Array.from({ length: SENT }, (_, n) => n);
const computed = () => house.parts.passwords.hashing.computed;

/** How many have each status; every refusal says when to come again. */
async function tally(answers: Promise<Response>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const answer of await Promise.all(answers)) {
    counts[answer.status] = (counts[answer.status] ?? 0) + 1;
    if (answer.status === 503 || answer.status === 429) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await answer.json()).type).toMatch(/problems\/(unavailable|too-many-requests)$/);
    }
  }
  return counts;
}

describe('two hundred sign-ins at once', () => {
  test('are hashed within a bounded line; whoever comes after that is asked to come again', async () => {
    const before = computed();
    const counts = await tally(numbers.map((n) => signIn(n, `person-${n}@example.test`)));
    const { 401: wrong = 0, 503: refused = 0, ...others } = counts;
    expect(others).toEqual({});
    expect(wrong + refused).toBe(SENT);
    expect(computed() - before).toBe(wrong);
    // The line was full at least once, and no more than it holds was refused for nothing.
    expect(refused).toBeGreaterThan(0);
    expect(wrong).toBeGreaterThanOrEqual(PARALLEL + WAITING);
  });

  test('that were refused for lack of time are no guesses', async () => {
    const email = 'one-person@example.test';
    await house.customer({ email });
    const answers = await tally(numbers.slice(0, 60).map((n) => signIn(n, email)));
    const { 401: wrong = 0 } = answers;
    const { rows } = await house.database.pool.query<{ misses: number }>('select misses from guess_counters');
    expect(rows).toEqual([{ misses: wrong }]);
    expect(wrong).toBeLessThanOrEqual(5);
  });

  test('do not keep a load balancer, a page or a session look-up waiting for them', async () => {
    const customer = await house.customer();
    expect((await customer.signIn()).status).toBe(200);
    let finished = 0;
    const note = () => {
      finished += 1;
    };
    const flood = numbers.map((n) => signIn(n, `person-${n}@example.test`).finally(note));
    const began = computed();
    while (computed() - began < PARALLEL) await new Promise((resolve) => setImmediate(resolve));
    const alive = await fetch(`${origin}/healthz`);
    const session = await customer.get('/session');
    const page = await fetch(`${origin}/sign-in`);
    const then = finished;
    expect([alive.status, session.status, page.status]).toEqual([200, 200, 200]);
    // They were answered in the midst of it, not at its end.
    expect(then).toBeLessThan(SENT - PARALLEL);
    await tally(flood);
  });

  test('from one source at one address are answered without a hash once it waits', async () => {
    const before = computed();
    const counts = await tally(numbers.map(() => signIn(0, 'target@example.test')));
    expect(counts[429]).toBe(SENT - 5);
    expect(computed() - before).toBe(5);
  });
});

test('by default as many hashes run at once as there are cores, and two hundred wait', async () => {
  const hashing = createHashing({ cost: { memoryKib: 1024, passes: 1, lanes: 1 } });
  const all = await Promise.allSettled(
    Array.from({ length: availableParallelism() + 201 }, () => hashing.verify(null, 'some password')),
  );
  expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(hashing.computed).toBe(availableParallelism() + 200);
});
