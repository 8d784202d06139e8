import { describe, expect, test } from 'vitest';
import { createTestClock } from '../../../test/clock.ts';
import { openTestDatabase } from '../../../test/database.ts';
import { hashToken, newId } from '../../foundations/crypto/index.ts';
import { createOneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { createConfirmAddress } from './confirm-address.ts';
import { VERIFY_ADDRESS } from './send-sign-up-mail.ts';
import { insertSignUp } from './sign-up-table.ts';

/*
 * The attacker prepared several sign-ups for one address and has them confirmed at once, guesses the password of one, or
 * hopes that a failure in the middle leaves a user without an account, or a link that works again (RC-2, AP-5).
 */

const database = await openTestDatabase();
const clock = createTestClock();
const oneTimeTokens = createOneTimeTokens({ clock });
const client = { address: null, prefix: 'unknown', userAgent: '' };

async function signUp(email: string, browser = 'its own') {
  const id = newId('sgn');
  const now = clock.now();
  const expires_at = new Date(now.getTime() + 3600_000);
  const token = await database.transaction(async (tx) => {
    await insertSignUp(tx, {
      ...{ id, email, name: '', locale: 'en', time_zone: 'UTC', password_hash: `hash of ${id}` },
      ...{ browser_hash: hashToken(browser), requested_at: now, expires_at, address: null, user_agent: '' },
    });
    return oneTimeTokens.issue(tx, {
      purpose: VERIFY_ADDRESS,
      subject: id,
      lifetimeMs: 3600_000,
      replaceEarlier: true,
    });
  });
  return { token, browser, client, password: undefined, id };
}

function open(openAccount: () => Promise<void> = async () => {}) {
  const set: string[] = [];
  const { confirm } = createConfirmAddress({
    database,
    clock,
    oneTimeTokens,
    verifyPassword: async (hash, password) => `hash of ${password}` === hash,
    passwords: { set: async (_tx, _userId, hash) => void set.push(hash) },
    accounts: { open: openAccount },
    history: { recordEvent: async () => {} },
  });
  return { confirm, set };
}

const countOf = async (table: 'users' | 'sign_ups', email: string) =>
  (await database.pool.query(`select 1 from ${table} where email = $1`, [email])).rows.length;

describe('confirming an address', () => {
  test('many sign-ups of one address at once make one user with the password of that one, and never fail', async () => {
    const { confirm, set } = open();
    for (let round = 0; round < 10; round++) {
      const email = `crowd-${round}@example.test`;
      const asked = await Promise.all(Array.from({ length: 6 }, () => signUp(email)));
      const results = await Promise.all([...asked, ...asked].map((request) => confirm(request)));
      expect(results.sort()).toEqual(['confirmed', ...Array(11).fill('link-spent')]);
      expect([await countOf('users', email), await countOf('sign_ups', email)]).toEqual([1, 0]);
      expect(set).toHaveLength(round + 1);
    }
    const { rows } = await database.pool.query('select 1 from one_time_tokens');
    expect(rows).toEqual([]);
  });

  test('that fails in the middle did not happen, and the link still works', async () => {
    const email = 'middle@example.test';
    const asked = await signUp(email);
    const broken = open(() => Promise.reject(new Error('no room')));
    await expect(broken.confirm(asked)).rejects.toThrow('no room');
    expect([await countOf('users', email), await countOf('sign_ups', email)]).toEqual([0, 1]);
    expect(await open().confirm(asked)).toBe('confirmed');
  });

  test('in another browser wants the password of this very sign-up, and a wrong one spends nothing', async () => {
    const [asked, other] = [await signUp('two@example.test'), await signUp('two@example.test')];
    const { confirm } = open();
    const elsewhere = { ...asked, browser: 'another' };
    expect(await confirm(elsewhere)).toBe('password-needed');
    expect(await confirm({ ...elsewhere, password: '' })).toBe('password-needed');
    expect(await confirm({ ...elsewhere, password: other.id })).toBe('password-wrong');
    expect(await confirm({ ...elsewhere, password: asked.id })).toBe('confirmed');
  });

  test('when the user exists already, made meanwhile in another way, changes nothing about that user', async () => {
    const email = 'there@example.test';
    const asked = await signUp(email);
    await database.pool.query(
      `insert into users (id, email, name, locale, time_zone, created_at) values ('usr_there', $1, 'There', 'fr', 'UTC', now())`,
      [email],
    );
    const { confirm, set } = open();
    expect(await confirm(asked)).toBe('link-spent');
    expect(set).toEqual([]);
    const { rows } = await database.pool.query('select id, name, locale from users where email = $1', [email]);
    expect(rows).toEqual([{ id: 'usr_there', name: 'There', locale: 'fr' }]);
  });

  test('with an expired link does nothing', async () => {
    const asked = await signUp('late@example.test');
    clock.advance(3600_000);
    expect(await open().confirm(asked)).toBe('link-spent');
    expect(await countOf('users', 'late@example.test')).toBe(0);
  });
});
