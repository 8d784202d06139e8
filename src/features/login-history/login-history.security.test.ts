import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { HOUR, MINUTE } from '../../foundations/clock.ts';
import { clientAt, openRoom, visitOf } from './testing.ts';

// The attacker guesses from thousands of addresses at once. They want their tries to be missing from the number that
// the owner sees, to fill the disk with them, to write lines of their own into the history, and to read another's.

const database = await openTestDatabase({ max: 20 });

test('of fifty attempts around several sign-ins each is counted exactly once, before the sign-in that followed it', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  const attempts = Array.from({ length: 50 }, (_, i) => () => room.fail(userId, `203.0.113.${i}`));
  const signIns = Array.from({ length: 3 }, () => () => room.signIn(userId, '198.51.100.7'));
  const mixed = [...attempts.slice(0, 20), signIns[0], ...attempts.slice(20, 40), signIns[1], ...attempts.slice(40)];
  await Promise.all(mixed.map((run) => run?.()));
  const told = await signIns[2]?.();
  expect(told).toBeDefined();

  const { events } = await room.read(userId, { outcome: 'success' });
  expect(events).toHaveLength(3);
  expect(events.reduce((sum, { attemptsBefore }) => sum + attemptsBefore, 0)).toBe(50);
  expect(events.flatMap(({ attemptAddresses }) => attemptAddresses).length).toBe(50);
});

test('what a sign-in tells its alert is what the history shows ever after', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  const told: number[] = [];
  await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      i % 8 === 7
        ? room.signIn(userId, '198.51.100.7').then(({ attemptsBefore }) => told.push(attemptsBefore))
        : room.fail(userId, `203.0.113.${i}`),
    ),
  );
  const { events } = await room.read(userId, { outcome: 'success' });
  const shown = events.map(({ attemptsBefore }) => attemptsBefore);
  expect(told.toSorted()).toEqual(shown.toSorted());
});

test('a try whose sign-in is rolled back goes to the next one', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  await room.fail(userId, '203.0.113.5');
  const signIn = {
    userId,
    accountId: 'acc_1',
    client: clientAt('198.51.100.7'),
    methods: ['password'],
    deviceId: null,
  };
  const broken = database.transaction(async (tx) => {
    await room.history.recordSignIn(tx, { ...signIn, deviceKnown: true, sessionId: 'ses_1' });
    throw new Error('the mail could not be written');
  });
  await expect(broken).rejects.toThrow('the mail could not be written');
  expect(await room.signIn(userId, '198.51.100.7')).toMatchObject({ attemptsBefore: 1, knownNetwork: false });
});

test('a flood of 10,000 unevaluated tries from 2,000 networks makes a bounded number of rows and an exact count', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  for (let batch = 0; batch < 100; batch += 1) {
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => {
        const n = batch * 100 + i;
        return room.fail(userId, `10.${n % 8}.${Math.floor(n / 8) % 250}.9`, 'waiting');
      }),
    );
  }
  expect(await room.countRows(`user_id = '${userId}'`)).toBeLessThanOrEqual(32);
  expect(await room.signIn(userId, '198.51.100.7')).toMatchObject({ attemptsBefore: 10_000 });
}, 60_000);

test('gathered tries of one network show its address; of two addresses, the network; the next hour has its own line', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  await room.fail(userId, '203.0.113.5', 'waiting');
  await room.fail(userId, '203.0.113.5', 'waiting');
  expect((await room.read(userId)).events).toMatchObject([{ times: 2, address: '203.0.113.5', cause: 'waiting' }]);
  await room.fail(userId, '203.0.113.6', 'waiting');
  expect((await room.read(userId)).events).toMatchObject([{ times: 3, address: null }]);
  room.pass(HOUR);
  await room.fail(userId, '203.0.113.5', 'waiting');
  expect((await room.read(userId)).events.map(({ times }) => times)).toEqual([1, 3]);
  expect(await room.signIn(userId, '198.51.100.7')).toMatchObject({
    attemptsBefore: 4,
    attemptAddresses: ['203.0.113.0/24', '203.0.113.5'],
  });
});

test('tries gathered within an hour that holds a sign-in count before the sign-in that followed them', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  room.pass(10 * MINUTE);
  await room.fail(userId, '203.0.113.5', 'waiting');
  room.pass(MINUTE);
  await room.signIn(userId, '198.51.100.7');
  room.pass(MINUTE);
  await room.fail(userId, '203.0.113.5', 'waiting');
  await room.fail(userId, '203.0.113.5', 'waiting');
  room.pass(MINUTE);
  await room.signIn(userId, '198.51.100.7');
  const { events } = await room.read(userId);
  expect(events.map(({ outcome, times, attemptsBefore }) => [outcome, times, attemptsBefore])).toEqual([
    ['success', 1, 2],
    ['failure', 2, 0],
    ['success', 1, 1],
    ['failure', 1, 0],
  ]);
});

test('addresses that nobody has make a bounded number of rows, without a word of what was typed', async () => {
  const room = openRoom(database);
  room.clock.at = new Date('2027-02-01T08:00:00Z');
  await Promise.all(Array.from({ length: 500 }, (_, i) => room.fail(null, `10.1.${i % 250}.9`, 'unknown-address')));
  expect(await room.countRows(`user_id is null and at >= '2027-02-01'`)).toBeLessThanOrEqual(32);
});

test('closed and prefix-limited tries are gathered whatever the caller says', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  const event = { kind: 'password-change', userId, client: clientAt('203.0.113.5'), outcome: 'failure' } as const;
  for (const cause of ['closed', 'prefix-limited', 'waiting']) {
    for (let i = 0; i < 5; i += 1) {
      await room.history.recordEvent(database.queries, { ...event, cause });
      await room.fail(userId, '203.0.113.5', cause);
    }
  }
  expect(await room.countRows(`user_id = '${userId}'`)).toBe(6);
});

test('another user’s cursor leads only to one’s own lines', async () => {
  const room = openRoom(database);
  const [victim, thief] = [await room.newUser(), await room.newUser()];
  for (let i = 0; i < 30; i += 1) {
    room.pass(MINUTE);
    await room.fail(victim, '203.0.113.5');
    await room.fail(thief, '198.51.100.99');
  }
  const { next } = await room.read(victim);
  const stolen = await room.read(thief, { cursor: next ?? '' });
  expect(stolen.events.length).toBeGreaterThan(0);
  expect(new Set(stolen.events.map(({ address }) => address))).toEqual(new Set(['198.51.100.99']));
  expect(JSON.stringify(await room.show(thief, { cursor: next ?? '' }))).not.toContain('203.0.113.5');
});

test('attempts on one user never count before another’s sign-in', async () => {
  const room = openRoom(database);
  const [first, second] = [await room.newUser(), await room.newUser()];
  await room.fail(first, '203.0.113.5');
  await room.fail(null, '203.0.113.5', 'unknown-address');
  expect(await room.signIn(second, '198.51.100.7')).toMatchObject({ attemptsBefore: 0 });
});

test('what a client calls itself is shown as text and forges neither line nor markup', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  const evil = '<script>alert(1)</script>"onload="x\r\n{"event":"fake"} Evil/1';
  const client = clientAt('203.0.113.5', evil);
  await room.history.recordAttempt(database.queries, { userId, client, method: 'password', cause: 'wrong-password' });
  const reply = await room.history.routes.show(visitOf({}), { userId });
  const html = reply.kind === 'page' ? String(reply.page.content) : '';
  expect(html).not.toContain('<script>');
  expect((await room.read(userId)).events).toHaveLength(1);
});

test('the database itself refuses a failure without its cause, and words that are no words', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  const event = { userId, client: clientAt('203.0.113.5') };
  const noCause = room.history.recordEvent(database.queries, { ...event, kind: 'step-up', outcome: 'failure' });
  await expect(noCause).rejects.toThrow('login_events_failure_has_cause');
  const noWord = room.history.recordEvent(database.queries, { ...event, kind: 'step up; drop', outcome: 'success' });
  await expect(noWord).rejects.toThrow('login_events_kind_is_a_word');
});
