import { describe, expect, test } from 'vitest';
import { createTestClock } from '../../../test/clock.ts';
import { openTestDatabase } from '../../../test/database.ts';
import { hashToken, newId } from '../../foundations/crypto/index.ts';
import { createSessions } from './index.ts';
import { createStepUp, type ProveAgain } from './step-up.ts';

/*
 * The attacker holds a copy of a session's cookie and hopes that it survives the owner's step-up, that a step-up raises
 * the copy too, or that a failure in the middle leaves a raised session without a trace in the history (SE-2, SU-2).
 */

const database = await openTestDatabase();
const clock = createTestClock();
const sessions = createSessions({ database, clock, raiseGeneration: async () => 1, settleAccount: async () => {} });
const client = { address: '198.51.100.7', prefix: '198.51.100.0/24', userAgent: '' };

async function openSession() {
  const [userId, accountId] = [newId('usr'), newId('acc')];
  await database.pool.query(
    `insert into users (id, email, name, locale, time_zone, created_at) values ($1, $1 || '@example.test', '', 'en', 'UTC', now())`,
    [userId],
  );
  await database.pool.query(`insert into accounts (id, name, created_at) values ($1, 'A', now())`, [accountId]);
  const cookie = await database.transaction((tx) =>
    sessions.open(tx, {
      ...{
        id: newId('ses'),
        userId,
        accountId,
        authGeneration: 1,
        assurance: 'aal1',
        methods: ['password'],
        keep: false,
      },
      ...{
        authenticators: [],
        deviceId: newId('dev'),
        country: null,
        browser: null,
        system: null,
        address: null,
        prefix: 'unknown',
      },
    }),
  );
  const session = await sessions.find(cookie.value);
  if (session === null) throw new Error('not opened');
  return { session, secret: cookie.value };
}

const RIGHT = { outcome: 'right', authenticator: null } as const;

function open(outcome: Awaited<ReturnType<ProveAgain>>, recordEvent: () => Promise<void> = async () => {}) {
  const stepUp = createStepUp({
    database,
    sessions,
    proveAgain: async () => outcome,
    provePasskey: async () => ({ outcome: 'wrong' }),
    holdUser: async () => {},
    areLive: async () => true,
    onProven: async () => {},
    afterProven: async () => {},
    history: { recordEvent },
  });
  return (held: Awaited<ReturnType<typeof openSession>>) =>
    stepUp({ ...held, method: 'password', proof: 'x', browser: 'b', client, deviceCookie: undefined });
}

describe('a step-up', () => {
  test('makes the proof fresh under a new secret, and the old secret opens nothing', async () => {
    const held = await openSession();
    clock.advance(11 * 60_000);
    const result = await open(RIGHT)(held);
    if (result.outcome !== 'done') throw new Error(result.outcome);
    expect(await sessions.find(held.secret)).toBeNull();
    const raised = await sessions.find(result.cookie.value);
    expect(raised).toMatchObject({ id: held.session.id, provenAt: clock.now(), steppedUpAt: clock.now() });
    expect(raised?.expiresAt).toEqual(held.session.expiresAt);
  });

  test.each([{ outcome: 'wrong' }, { outcome: 'waiting', seconds: 30 }] as const)(
    'that is %o changes nothing',
    async (outcome) => {
      const held = await openSession();
      expect(await open(outcome)(held)).toEqual(outcome);
      expect((await sessions.find(held.secret))?.steppedUpAt).toBeNull();
    },
  );

  test('whose record fails did not happen', async () => {
    const held = await openSession();
    await expect(open(RIGHT, () => Promise.reject(new Error('full')))(held)).rejects.toThrow('full');
    expect((await sessions.find(held.secret))?.steppedUpAt).toBeNull();
  });

  test('in a session that was ended meanwhile revives nothing and is not recorded', async () => {
    const held = await openSession();
    await database.transaction((tx) => sessions.end(tx, held.session.userId, held.session.id));
    const recorded: string[] = [];
    const result = await open(RIGHT, async () => void recorded.push('step-up'))(held);
    expect([result.outcome, recorded]).toEqual(['session-ended', []]);
  });

  test('done by twenty at once with one secret is done by one', async () => {
    const held = await openSession();
    const results = await Promise.all(Array.from({ length: 20 }, () => open(RIGHT)(held)));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['done', ...Array(19).fill('session-ended')]);
    const { rows } = await database.pool.query('select secret_hash from sessions where id = $1', [held.session.id]);
    const done = results.find((result) => result.outcome === 'done');
    expect(rows[0].secret_hash).toEqual(done?.outcome === 'done' ? hashToken(done.cookie.value) : null);
  });
});
