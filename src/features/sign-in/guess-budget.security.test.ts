import { describe, expect, test } from 'vitest';
import { createTestClock } from '../../../test/clock.ts';
import { openTestDatabase } from '../../../test/database.ts';
import { createKeyRing, newSecrets } from '../../foundations/crypto/index.ts';
import { createRateLimits } from '../../foundations/rate-limits/index.ts';
import { createGuessBudget, type Guess } from './guess-budget.ts';
import { WAIT_SECONDS_BY_MISSES } from './guess-rule.ts';

/*
 * The attacker guesses one user's secret with as many tries as the network carries, all at once, from many addresses;
 * wants to know from a wait whether an address has an account; and wants to shut the owner out by guessing wrong.
 */

const database = await openTestDatabase({ max: 10 });
const keyRing = createKeyRing(newSecrets());
let lastPrefix = 0;

function open() {
  const clock = createTestClock();
  const forgotten: string[] = [];
  const rateLimits = createRateLimits({ clock });
  const deps = {
    database,
    clock,
    keyRing,
    rateLimits,
    forgetDevice: async (_: unknown, id: string) => void forgotten.push(id),
  };
  const budget = createGuessBudget(deps);
  let evaluated = 0;
  const miss = (guess: Guess) =>
    budget.try(guess, async () => {
      evaluated += 1;
      return null;
    });
  const hit = (guess: Guess) => budget.try(guess, async () => 'in');
  const restarted = () => createGuessBudget({ ...deps, rateLimits: createRateLimits({ clock }) });
  return { clock, budget, miss, hit, forgotten, restarted, evaluated: () => evaluated };
}

/** A guess by a stranger whose prefix nobody else has, unless a device is named. */
function guessAt(email: string, deviceId: string | null = null): Guess {
  lastPrefix += 1;
  return { email, kind: 'password', deviceId, prefix: `10.${lastPrefix >> 8}.${lastPrefix & 255}.0/24` };
}

const times = <T>(count: number, act: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => act(i)));

describe('strangers together', () => {
  test('of fifty tries at once exactly five are evaluated, the others wait as long as was said (RL-1, field 48)', async () => {
    const { miss, evaluated, clock } = open();
    const outcomes = await times(50, () => miss(guessAt('burst@example.test')));
    expect(evaluated()).toBe(5);
    expect(outcomes.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(5);
    const waiting = outcomes.filter(({ outcome }) => outcome === 'waiting');
    expect(waiting).toHaveLength(45);
    for (const wait of waiting) expect(wait).toMatchObject({ seconds: 30, because: 'address' });

    clock.advance(29_999);
    expect((await miss(guessAt('burst@example.test'))).outcome).toBe('waiting');
    clock.advance(1);
    // The wait is over for one try, not for fifty.
    const again = await times(50, () => miss(guessAt('burst@example.test')));
    expect(evaluated()).toBe(6);
    expect(again.find(({ outcome }) => outcome === 'waiting')).toMatchObject({ seconds: 60 });
  });

  test('waits double to an hour, and at a hundred misses only being bound anew helps', async () => {
    const { miss, hit, clock, budget, evaluated } = open();
    const email = 'long@example.test';
    for (let n = 1; n <= 100; n++) {
      const outcome = await miss(guessAt(email));
      expect(outcome.outcome, `try ${n}`).toBe('wrong');
      const seconds = WAIT_SECONDS_BY_MISSES[n - 1] ?? 3600;
      if (n < 100 && seconds > 0) {
        expect(await miss(guessAt(email))).toEqual({ outcome: 'waiting', seconds, because: 'address', times: 1 });
        clock.advance(seconds * 1000);
      }
    }
    clock.advance(48 * 3600_000);
    expect(await hit(guessAt(email))).toEqual({ outcome: 'closed' });
    expect(evaluated()).toBe(100);
    // The same user's other proofs and a known device are not closed with it.
    expect((await hit({ ...guessAt(email), kind: 'second-factor' })).outcome).toBe('right');
    expect((await hit(guessAt(email, 'dev_known'))).outcome).toBe('right');
    expect(await hit(guessAt(email))).toEqual({ outcome: 'closed' });
    await budget.rebind(database.queries, email, 'password');
    expect((await hit(guessAt(email))).outcome).toBe('right');
  });

  test('at 99 misses fifty tries at once get one more evaluation, never two', async () => {
    const { miss, evaluated } = open();
    const email = 'edge@example.test';
    await miss(guessAt(email));
    await database.pool.query(`update guess_counters set misses = 99, waits_until = null where misses = 1`);
    const outcomes = await times(50, () => miss(guessAt(email)));
    expect(evaluated()).toBe(2);
    expect(outcomes.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'closed')).toHaveLength(49);
  });

  test('a success clears the one counter it used; a miss during the wait lengthens nothing', async () => {
    const { miss, hit, clock } = open();
    const email = 'cleared@example.test';
    await times(5, () => miss(guessAt(email)));
    await times(4, () => miss({ ...guessAt(email), kind: 'second-factor' }));
    clock.advance(20_000);
    await times(20, () => miss(guessAt(email)));
    clock.advance(10_000);
    expect((await hit(guessAt(email))).outcome).toBe('right');
    expect((await times(5, () => miss(guessAt(email)))).map(({ outcome }) => outcome)).toEqual(Array(5).fill('wrong'));
    // Four before, untouched by the password's success: the fifth begins the wait.
    await miss({ ...guessAt(email), kind: 'second-factor' });
    expect((await hit({ ...guessAt(email), kind: 'second-factor' })).outcome).toBe('waiting');
  });

  test('a restart forgives nothing (RL-2)', async () => {
    const { miss, restarted } = open();
    const email = 'restart@example.test';
    await times(5, () => miss(guessAt(email)));
    expect((await restarted().try(guessAt(email), async () => 'in')).outcome).toBe('waiting');
  });

  test('a try that could not be evaluated is given back (PW-14)', async () => {
    const { miss, hit, budget } = open();
    const email = 'busy@example.test';
    await times(3, () => miss(guessAt(email)));
    for (let i = 0; i < 10; i++) {
      await expect(budget.try(guessAt(email), () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
    }
    await miss(guessAt(email));
    expect((await hit(guessAt(email))).outcome).toBe('right');
  });

  test('nor does it count against the prefix it came from', async () => {
    const { hit, budget } = open();
    const prefix = '198.18.9.0/24';
    for (let i = 0; i < 100; i++) {
      const guess = { ...guessAt(`busy-${i}@example.test`), prefix };
      await expect(budget.try(guess, () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
    }
    expect((await hit({ ...guessAt('free@example.test'), prefix })).outcome).toBe('right');
  });
});

describe('known devices', () => {
  test('a device has ten misses of its own, however many strangers guessed, and is then known no more', async () => {
    const { miss, hit, forgotten } = open();
    const email = 'device@example.test';
    await times(20, () => miss(guessAt(email)));
    const outcomes = await times(50, () => miss(guessAt(email, 'dev_thief')));
    expect(outcomes.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(10);
    expect(outcomes.filter(({ outcome }) => outcome === 'closed')).toHaveLength(40);
    expect([...new Set(forgotten)]).toEqual(['dev_thief']);
    expect((await hit(guessAt(email, 'dev_owner'))).outcome).toBe('right');
  });

  test('a device whose last miss a crash left unfinished is forgotten at its next try, not locked out for ever', async () => {
    const { miss, hit, forgotten } = open();
    const email = 'crash@example.test';
    await miss(guessAt(email, 'dev_crash'));
    await database.pool.query(`update guess_counters set misses = 10 where misses = 1`);
    expect(await hit(guessAt(email, 'dev_crash'))).toEqual({ outcome: 'closed' });
    expect(forgotten).toEqual(['dev_crash']);
    expect((await hit(guessAt(email))).outcome).toBe('right');
  });

  test('nine misses and a success leave a device with ten again', async () => {
    const { miss, hit, forgotten } = open();
    const email = 'nine@example.test';
    for (let round = 0; round < 3; round++) {
      await times(9, () => miss(guessAt(email, 'dev_clumsy')));
      expect((await hit(guessAt(email, 'dev_clumsy'))).outcome).toBe('right');
    }
    expect(forgotten).toEqual([]);
  });
});

describe('one source against many addresses (RL-2)', () => {
  test('of 150 addresses tried from one prefix at once, a hundred are evaluated; elsewhere and known devices go on', async () => {
    const { miss, hit, evaluated, clock } = open();
    const prefix = '2001:db8:0:1::/64';
    const outcomes = await times(150, (i) => miss({ ...guessAt(`spray-${i}@example.test`), prefix }));
    expect(evaluated()).toBe(100);
    const refused = outcomes.filter(({ outcome }) => outcome === 'waiting');
    expect(refused).toHaveLength(50);
    for (const wait of refused) expect(wait).toMatchObject({ because: 'prefix', seconds: 3600 });
    expect((await hit({ ...guessAt('owner@example.test', 'dev_owner'), prefix })).outcome).toBe('right');
    expect((await hit(guessAt('other@example.test'))).outcome).toBe('right');
    clock.advance(3600_000);
    expect((await hit({ ...guessAt('later@example.test'), prefix })).outcome).toBe('right');
  });

  test('successes and refused tries of a busy office cost its prefix nothing', async () => {
    const { miss, hit } = open();
    const prefix = '192.0.2.0/24';
    for (let i = 0; i < 120; i++) await hit({ ...guessAt(`office-${i}@example.test`), prefix });
    await times(5, () => miss(guessAt('target@example.test')));
    await times(120, () => miss({ ...guessAt('target@example.test'), prefix }));
    expect((await hit({ ...guessAt('last@example.test'), prefix })).outcome).toBe('right');
  });

  test('tries at a closed address cost a hash, so they count like misses', async () => {
    const { miss, evaluated } = open();
    const email = 'shut@example.test';
    await miss(guessAt(email));
    await database.pool.query(`update guess_counters set misses = 100, waits_until = null where misses = 1`);
    const prefix = '198.18.7.0/24';
    for (let n = 0; n < 100; n++) expect((await miss({ ...guessAt(email), prefix })).outcome).toBe('closed');
    expect(await miss({ ...guessAt(email), prefix })).toMatchObject({ outcome: 'waiting', because: 'prefix' });
    expect(evaluated()).toBe(1);
  });
});

test('the table tells nobody whose counters it holds', async () => {
  const { miss } = open();
  await miss(guessAt('somebody@example.test'));
  const { rows } = await database.pool.query(`select t::text as row from guess_counters t`);
  expect(JSON.stringify(rows)).not.toContain(Buffer.from('somebody').toString('hex'));
  expect(JSON.stringify(rows)).not.toContain('somebody');
});
