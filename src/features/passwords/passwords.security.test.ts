import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { createOneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { countStatements, openRoom, visitOf } from './testing.ts';

// The attacker wants to learn which addresses have an account, to use a reset link twice, late, or one that was made
// for something else, and to find passwords or links in what the product writes down.

const database = await openTestDatabase();
const OLD = 'three quiet lanterns';
const NEW = 'seven loud herons dancing';

async function open(email: string) {
  const room = openRoom(database);
  const owner = await room.signUp(email, OLD);
  const ask = async () => {
    await room.doors.forgot(visitOf({ email }), null);
    await room.runJobs();
    return room.told.mails.at(-1)?.parameters.token ?? '';
  };
  return { ...room, owner, ask };
}

test('a password for a user, for nobody and for a user without one costs exactly one hash', async () => {
  const { passwords, owner } = await open('work@example.test');
  await sql`insert into users (id, email, name, locale, time_zone, created_at)
    values ('usr_bare', 'bare@example.test', 'Bare', 'en', 'UTC', now())`.execute(database.queries);
  const costs: number[] = [];
  for (const userId of [owner.userId, null, 'usr_nobody', 'usr_bare']) {
    const before = passwords.hashing.computed;
    await passwords.verify(userId, 'not the password at all');
    costs.push(passwords.hashing.computed - before);
  }
  expect(costs).toEqual([1, 1, 1, 1]);
});

test('“forgot password” answers a known, an unknown and a disabled address with the same bytes and the same work', async () => {
  const room = await open('known@example.test');
  await room.signUp('disabled@example.test', OLD);
  await sql`update users set state = 'disabled' where email = 'disabled@example.test'`.execute(database.queries);
  const answers: string[] = [];
  const work: number[] = [];
  for (const email of ['known@example.test', 'unknown@example.test', 'disabled@example.test']) {
    work.push(
      await countStatements(database, async () =>
        answers.push(JSON.stringify(await room.doors.forgot(visitOf({ email }), null))),
      ),
    );
  }
  expect(new Set(answers).size).toBe(1);
  expect(new Set(work).size).toBe(1);
  expect(work[0]).toBeGreaterThan(0);
  expect(room.waiting).toHaveLength(3);
  expect(new Set(room.waiting.map(({ payload }) => Object.keys(payload).join())).size).toBe(1);
  await room.runJobs();
  expect(room.told.mails.map(({ to }) => to)).toEqual(['known@example.test']);
});

test('what was typed as an address, perhaps a password, waits sealed', async () => {
  const room = await open('sealed@example.test');
  await room.doors.forgot(visitOf({ email: 'my-secret-canary@example.test' }), null);
  expect(JSON.stringify(room.waiting)).not.toMatch(/canary|203\.0\.113/);
});

test('of twenty parallel uses of a link exactly one wins', async () => {
  const { doors, ask, told } = await open('parallel@example.test');
  const token = await ask();
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) => doors.reset(visitOf({ token, password: `${NEW} ${i}` }), null)),
  );
  expect(replies.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  for (const reply of replies.filter(({ kind }) => kind === 'refusal')) {
    expect(reply).toMatchObject({ problem: { type: 'link-spent' } });
  }
  expect(told.changes).toHaveLength(1);
});

test('unknown, spent, older, expired and foreign links are refused alike, and change nothing', async () => {
  const { doors, ask, owner, passwords, clock } = await open('links@example.test');
  const older = await ask();
  const spent = await ask();
  await doors.reset(visitOf({ token: spent, password: NEW }), null);
  const foreign = await database.transaction((tx) =>
    createOneTimeTokens({ clock }).issue(tx, {
      purpose: 'verify-address',
      subject: owner.userId,
      lifetimeMs: 60_000,
      replaceEarlier: false,
    }),
  );
  const expired = await ask();
  clock.at = new Date(clock.at.getTime() + 31 * 60 * 1000);

  const answers = new Set<string>();
  for (const token of ['A'.repeat(43), older, spent, foreign, expired]) {
    answers.add(JSON.stringify(await doors.reset(visitOf({ token, password: 'nine grey otters sleeping' }), null)));
    expect(await doors.showReset(visitOf({}, { token }), null)).toMatchObject({ problem: { type: 'link-spent' } });
  }
  expect(answers.size).toBe(1);
  expect([...answers][0]).toContain('link-spent');
  expect(await passwords.verify(owner.userId, NEW)).toMatchObject({ correct: true });
});

test('a user disabled meanwhile cannot reset', async () => {
  const { doors, ask, owner } = await open('gone@example.test');
  const token = await ask();
  await sql`update users set state = 'disabled' where id = ${owner.userId}`.execute(database.queries);
  expect(await doors.reset(visitOf({ token, password: NEW }), null)).toMatchObject({ problem: { type: 'link-spent' } });
});

test('no answer contains a password, and the page shows none again', async () => {
  const { doors, owner, ask } = await open('echo@example.test');
  const token = await ask();
  const wrong = 'canary-wrong-current-canary';
  const replies = [
    await doors.change(visitOf({ current: wrong, password: NEW }), owner),
    await doors.change(visitOf({ current: OLD, password: 'canarycanary' }), owner),
    await doors.reset(visitOf({ token, password: 'canarycanary' }), null),
    await doors.judgeStrength(visitOf({ password: 'canarycanarycanary' }), null),
  ];
  for (const reply of replies) {
    const page = 'page' in reply && reply.page ? String(reply.page.content) : '';
    expect(JSON.stringify({ ...reply, page })).not.toContain('canary');
  }
});

test('the present password of one user does not open another’s change', async () => {
  const { doors, owner, signUp } = await open('first@example.test');
  const other = await signUp('second@example.test', 'nine grey otters sleeping');
  const reply = await doors.change(visitOf({ current: OLD, password: NEW }), other);
  expect(reply).toMatchObject({ problem: { type: 'not-allowed' } });
  expect(owner.userId).not.toBe(other.userId);
});
