import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';
import { clientAt, openRoom, visitOf } from './testing.ts';

const database = await openTestDatabase();

test('a sign-in tells how many attempts failed since the one before, and from where', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  await room.fail(userId, '203.0.113.5');
  await room.fail(userId, '203.0.113.5');
  room.pass(MINUTE);
  const first = await room.signIn(userId, '198.51.100.7', false);
  expect(first).toMatchObject({
    attemptsBefore: 2,
    attemptAddresses: ['203.0.113.5'],
    previousSuccessAt: null,
    knownDevice: false,
    knownNetwork: false,
    place: { country: 'FR', network: 'Example Net' },
    clientDescription: { browser: 'Firefox', system: 'Linux' },
  });

  room.pass(HOUR);
  await room.fail(userId, '192.0.2.1');
  room.pass(MINUTE);
  const second = await room.signIn(userId, '198.51.100.9');
  expect(second).toMatchObject({
    attemptsBefore: 1,
    attemptAddresses: ['192.0.2.1'],
    previousSuccessAt: first.at,
    knownDevice: true,
    knownNetwork: true,
  });

  const { events } = await room.read(userId);
  expect(events.map(({ outcome, attemptsBefore }) => [outcome, attemptsBefore])).toEqual([
    ['success', 1],
    ['failure', 0],
    ['success', 2],
    ['failure', 0],
    ['failure', 0],
  ]);
  expect(events[0]).toMatchObject({
    id: second.eventId,
    kind: 'sign-in',
    methods: ['password'],
    address: '198.51.100.9',
  });
  expect(events[2]).toMatchObject({ attemptAddresses: ['203.0.113.5'] });
  expect(events[1]).toMatchObject({ cause: 'wrong-password', at: '2026-11-24T09:01:00.000Z' });
});

test('an address that cannot be told is never a known network', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  await room.signIn(userId, null);
  expect(await room.signIn(userId, null)).toMatchObject({ knownNetwork: false, attemptAddresses: [] });
});

test('every kind of act appears once, in order, with its true cause', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  const client = clientAt('203.0.113.5');
  const kinds = [
    'sign-up',
    'step-up',
    'password-changed',
    'reset-requested',
    'password-reset',
    'not-me',
    'sign-out',
    'two-factor-enabled',
  ];
  for (const kind of kinds) {
    room.pass(MINUTE);
    await room.history.recordEvent(database.queries, { kind, userId, client, outcome: 'success', sessionId: 'ses_1' });
  }
  room.pass(MINUTE);
  const failed = {
    kind: 'step-up',
    userId,
    client,
    outcome: 'failure',
    cause: 'wrong-password',
    methods: ['password'],
  } as const;
  await room.history.recordEvent(database.queries, failed);
  const { events } = await room.read(userId);
  expect(events.map(({ kind }) => kind)).toEqual(['step-up', ...kinds.toReversed()]);
  expect(events[0]).toMatchObject({ outcome: 'failure', cause: 'wrong-password' });
  expect(await room.signIn(userId, '203.0.113.5')).toMatchObject({ attemptsBefore: 1 });
});

test('the history is read page by page, without a gap and without a double, while new lines arrive', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  for (let i = 0; i < 60; i += 1) {
    // Several lines at one instant: the place in the history is then decided by the id.
    if (i % 4 === 0) room.pass(MINUTE);
    await room.fail(userId, `203.0.113.${i}`);
  }
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof room.read>> = await room.read(userId, cursor === '' ? {} : { cursor });
    seen.push(...page.events.map(({ address }) => String(address)));
    cursor = page.next;
    room.pass(MINUTE);
    await room.fail(userId, '192.0.2.250');
  }
  expect(seen).toHaveLength(60);
  expect(new Set(seen).size).toBe(60);
});

test('lines written with the precision of the database are paged without a gap as well', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  await database.pool.query(
    `insert into login_events (id, at, last_at, user_id, kind, outcome, methods)
     select 'evt_' || lpad(translate(n::text, '0189', 'abcd'), 26, 'x'), at, at, $1, 'sign-out', 'success', '{}'
       from (select n, timestamptz '2026-11-24 07:00:00.000001+00' + n * interval '1 microsecond' as at from generate_series(1, 60) n) rows`,
    [userId],
  );
  const first = await room.read(userId);
  const second = await room.read(userId, { cursor: first.next ?? '' });
  const third = await room.read(userId, { cursor: second.next ?? '' });
  const ids = [first, second, third].flatMap(({ events }) => events.map(({ id }) => id));
  expect(new Set(ids).size).toBe(60);
  expect(third.next).toBeNull();
});

test('outcome and days narrow the history; a day is one of the user’s own zone, the last one included', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  for (const at of ['2026-11-22T22:59:00Z', '2026-11-22T23:01:00Z', '2026-11-23T22:59:00Z', '2026-11-23T23:01:00Z']) {
    room.clock.at = new Date(at);
    await room.fail(userId, '203.0.113.5');
  }
  await room.signIn(userId, '203.0.113.5');
  const times = async (query: Record<string, string>) =>
    (await room.read(userId, query)).events.map(({ at }) => at.slice(8, 16));
  expect(await times({ from: '2026-11-23', to: '2026-11-23' })).toEqual(['23T22:59', '22T23:01']);
  expect(await times({ to: '2026-11-22' })).toEqual(['22T22:59']);
  expect(await times({ from: '2026-11-23T23:00:00Z', outcome: 'failure' })).toEqual(['23T23:01']);
  expect((await room.read(userId, { outcome: 'success', from: '', to: '', cursor: '' })).events).toHaveLength(1);
});

test.each([
  ['outcome', 'perhaps'],
  ['from', '2026-02-30'],
  ['to', 'yesterday'],
  ['cursor', 'AAAA'],
  ['user', 'usr_other'],
])('a filter that makes no sense is named: %s=%s', async (field, value) => {
  const room = openRoom(database);
  const reply = await room.show(await room.newUser(), { [field]: value });
  expect(reply).toMatchObject({ kind: 'refusal', problem: { type: 'invalid-input', errors: [{ field }] } });
});

test('the newest sign-in is told for the overview, with the attempts before it', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  expect(await room.history.latestSignIn(userId)).toBeNull();
  await room.fail(userId, '203.0.113.5');
  await room.signIn(userId, '198.51.100.7');
  room.pass(MINUTE);
  await room.fail(userId, '203.0.113.5');
  expect(await room.history.latestSignIn(userId)).toMatchObject({
    address: '198.51.100.7',
    country: 'FR',
    attemptsBefore: 1,
  });
});

test.each(['en', 'fr'] as const)(
  'the page says in %s what happened, and how long addresses are kept',
  async (locale) => {
    const room = openRoom(database, 90);
    const userId = await room.newUser();
    await room.fail(userId, '203.0.113.5');
    await room.fail(userId, '203.0.113.6', 'some-future-cause');
    await room.signIn(userId, '198.51.100.7', false);
    const reply = await room.history.routes.show(visitOf({}, { locale }), { userId });
    const html = reply.kind === 'page' ? String(reply.page.content) : '';
    expect(html).toContain('90');
    for (const text of ['198.51.100.7', '203.0.113.5', 'Firefox', 'France', '/guide/login-history', '<details'])
      expect(html).toContain(text);
    expect(html).not.toContain('some-future-cause');
  },
);

test('months to come have their partition before they begin, and a month that was forgotten gets one when needed', async () => {
  const room = openRoom(database);
  const userId = await room.newUser();
  const partitions = async () =>
    (
      await database.pool.query<{ name: string }>(
        `select relid::text as name from pg_partition_tree('login_events') where isleaf`,
      )
    ).rows.map(({ name }) => name);
  room.clock.at = new Date('2031-01-31T23:59:00Z');
  await room.runJobs();
  expect(await partitions()).toEqual(
    expect.arrayContaining(['login_events_2031_01', 'login_events_2031_02', 'login_events_2031_04']),
  );
  room.clock.at = new Date('2033-06-15T12:00:00Z');
  await Promise.all(Array.from({ length: 8 }, () => room.fail(userId, '203.0.113.5')));
  expect(await room.signIn(userId, '203.0.113.5')).toMatchObject({ attemptsBefore: 8 });
  expect(await partitions()).toContain('login_events_2033_06');
});

test('after the retention period addresses and networks are gone, the country stays, and whole past months go', async () => {
  const room = openRoom(database, 90);
  const userId = await room.newUser();
  room.clock.at = new Date('2028-05-20T12:00:00Z');
  await room.fail(userId, '203.0.113.5');
  room.pass(MINUTE);
  await room.signIn(userId, '198.51.100.7');
  room.clock.at = new Date('2028-06-10T12:00:00Z');
  await room.signIn(userId, '198.51.100.8');

  room.clock.at = new Date(Date.parse('2028-05-20T12:00:00Z') + 91 * DAY);
  await room.runJobs();
  const { events } = await room.read(userId);
  expect(events.map(({ address, place }) => [address, place.country, place.network])).toEqual([
    ['198.51.100.8', 'FR', 'Example Net'],
    [null, 'FR', null],
    [null, 'FR', null],
  ]);
  expect(events[1]).toMatchObject({ attemptsBefore: 1, attemptAddresses: [] });

  room.clock.at = new Date('2028-08-30T00:00:00Z');
  await room.runJobs();
  expect((await room.read(userId)).events).toHaveLength(1);
  // Nobody was there for three months: the network is new again.
  room.clock.at = new Date('2029-01-01T00:00:00Z');
  await room.runJobs();
  expect(await room.signIn(userId, '198.51.100.8')).toMatchObject({ knownNetwork: false, attemptsBefore: 0 });
});
