/*
 * Somebody wants to bury the mail that would give them away, or to make us the sender of a flood: they ask for resets,
 * sign-ups and invitations for one address, for many addresses, from one place and from many, one after the other and at once.
 */
import { beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { HOUR, MINUTE } from '../../foundations/clock.ts';
import { noticeMail, requestedMail, startOfficialMail } from './testing/start-official-mail.tsx';

const database = await openTestDatabase();
const RESET = 'truncate official_mails, rate_limits, recurring_tasks, graphile_worker._private_jobs, users cascade';

beforeEach(async () => {
  await database.pool.query(RESET);
});

const count = (results: readonly string[], wanted: string) => results.filter((result) => result === wanted).length;

it('of any number of requests at once exactly five an hour reach one address, from wherever they come', async () => {
  const mail = startOfficialMail(database);
  const requests = Array.from({ length: 20 }, (_, n) =>
    mail.request(n % 2 ? 'alice@example.org' : 'ALICE@Example.ORG', { sourcePrefix: `198.51.${n}.0/24` }),
  );
  const results = await Promise.all(requests);
  expect([count(results, 'queued'), count(results, 'dropped')]).toEqual([5, 15]);
  await mail.jobs.runPending();
  expect(mail.sent).toHaveLength(5);

  mail.pass(HOUR - 1000);
  expect(await mail.request('alice@example.org')).toBe('dropped');
  mail.pass(1000);
  expect(await mail.request('alice@example.org')).toBe('queued');
});

it('of any number of requests at once exactly sixty an hour come from one source, over all addresses', async () => {
  const mail = startOfficialMail(database);
  const results = await Promise.all(Array.from({ length: 80 }, (_, n) => mail.request(`user${n}@example.org`)));
  expect([count(results, 'queued'), count(results, 'dropped')]).toEqual([60, 20]);
});

it('the budgets hold over all templates', async () => {
  const mail = startOfficialMail(database);
  const other = { ...requestedMail, name: 'test-other' };
  for (let n = 0; n < 5; n++) {
    const sending = database.transaction((tx) =>
      mail.sendOnRequest(tx, {
        to: 'alice@example.org',
        userId: null,
        locale: 'en',
        sourcePrefix: '203.0.113.0/24',
        mail: n % 2 ? other : requestedMail,
        parameters: async () => requestedMail.example,
      }),
    );
    expect(await sending).toBe('queued');
  }
  expect(await mail.request('alice@example.org')).toBe('dropped');
});

it('whatever strangers asked for, one mail an hour that lets its reader in goes out; of such mails alone it is five', async () => {
  const mail = startOfficialMail(database);
  for (let n = 0; n < 8; n++) await mail.request('alice@example.org');
  expect(await mail.request('alice@example.org', { wayIn: true })).toBe('queued');
  expect(await mail.request('alice@example.org', { wayIn: true })).toBe('dropped');
  mail.pass(HOUR);
  expect(await mail.request('alice@example.org', { wayIn: true })).toBe('queued');

  const all = await Promise.all(Array.from({ length: 12 }, () => mail.request('bob@example.org', { wayIn: true })));
  expect(count(all, 'queued')).toBe(5);
});

it('a source that is spent cannot use up the budget of the people it asks about', async () => {
  const mail = startOfficialMail(database);
  for (let n = 0; n < 60; n++) await mail.request(`user${n}@example.org`, { sourcePrefix: '198.51.100.0/24' });
  for (let n = 0; n < 10; n++) {
    expect(await mail.request('alice@example.org', { sourcePrefix: '198.51.100.0/24' })).toBe('dropped');
  }
  expect(await mail.request('alice@example.org', { sourcePrefix: '203.0.113.0/24' })).toBe('queued');
});

it('a dropped mail makes no link, so the last one that was sent stays good', async () => {
  const mail = startOfficialMail(database);
  const made: number[] = [];
  for (let n = 0; n < 8; n++) {
    await mail.request('alice@example.org', {
      parameters: async () => {
        made.push(n);
        return { name: 'Alice', token: String(n) };
      },
    });
  }
  expect(made).toEqual([0, 1, 2, 3, 4]);
});

it('after a stranger’s flood the owner still gets every notice', async () => {
  const mail = startOfficialMail(database);
  const { id, address } = await mail.addUser();
  for (let n = 0; n < 6; n++) await mail.request(address, { userId: id });
  await mail.notifyOf(id);
  await mail.jobs.runPending();
  expect(mail.sentTo(address)).toHaveLength(6);
  expect((await mail.rows()).filter(({ kind }) => kind === 'notice')).toMatchObject([{ state: 'delivered' }]);
});

it('and a flood of notices takes nothing from what the owner asks for', async () => {
  const mail = startOfficialMail(database);
  const { id, address } = await mail.addUser();
  for (let n = 0; n < 25; n++) await mail.notifyOf(id);
  expect(await mail.request(address, { userId: id })).toBe('queued');
});

it('of any number of notices at once exactly twenty are single mails; the others come in one within ten minutes', async () => {
  const mail = startOfficialMail(database);
  const { id, address } = await mail.addUser();
  const names = Array.from({ length: 30 }, (_, n) => `number ${n}`);
  await Promise.all(names.map((name) => mail.notifyOf(id, { name, token: `token-${name.replace(' ', '-')}` })));
  await mail.jobs.runPending();
  expect(mail.sentTo(address)).toHaveLength(20);
  expect((await mail.rows()).filter(({ state }) => state === 'folded')).toHaveLength(10);

  const flooded = mail.clock.now().getTime();
  while (mail.sentTo(address).length < 21 && mail.clock.now().getTime() - flooded < 10 * MINUTE) {
    mail.pass(30_000);
    await mail.jobs.runPending();
  }
  const [digest] = mail.sentTo(address).slice(20);
  expect(digest?.subject).toBe('10 more notices about your account');
  const alone = mail.sentTo(address).slice(0, 20);
  for (const name of names) {
    const subject = `Something happened to ${name}`;
    if (alone.some((single) => single.subject === subject)) continue;
    expect(digest?.text).toContain(subject);
    expect(digest?.html).toContain(subject);
    expect(digest?.text).toContain(`/look/token-${name.replace(' ', '-')}`);
  }
  expect(digest?.text).toContain('24 November 2026 at 09:00 CET');
  const rows = await mail.rows();
  const digestRow = rows.find(({ template }) => template === 'digest');
  const folded = rows.filter(({ state }) => state === 'folded');
  expect(folded).toHaveLength(10);
  expect(folded.every((row) => row.rendered === null && row.folded_into === digestRow?.id)).toBe(true);

  mail.pass(HOUR);
  await mail.jobs.runPending();
  expect(mail.sentTo(address)).toHaveLength(21);
});

it('a digest counts what it does not list, and one kind of notice cannot push another out', async () => {
  const mail = startOfficialMail(database);
  const { id, address } = await mail.addUser();
  for (let n = 0; n < 60; n++) await mail.notifyOf(id, { name: 'Alice', token: 't' });
  await mail.notifyOf(id, { name: 'the password', token: 'the-one-that-matters' });
  mail.pass(5 * MINUTE);
  await mail.jobs.runPending();
  const digest = mail.sentTo(address).at(-1);
  expect(digest?.subject).toBe('41 more notices about your account');
  expect(digest?.text).toContain('and 20 more like this: Something happened to Alice');
  expect(digest?.text).toContain('/look/the-one-that-matters');
});

it('two sweeps at once tell of each folded notice once', async () => {
  const mail = startOfficialMail(database);
  const { id, address } = await mail.addUser();
  for (let n = 0; n < 23; n++) await mail.notifyOf(id);
  mail.pass(5 * MINUTE);
  const other = startOfficialMail(database);
  other.pass(5 * MINUTE);
  await database.transaction((tx) => other.jobs.add(tx, 'official-mail-digests', {}));
  await Promise.all([mail.jobs.runPending(), other.jobs.runPending()]);
  await mail.jobs.runPending();
  const digests = [...mail.sentTo(address), ...other.sentTo(address)].filter(({ subject }) =>
    subject.includes('more notice'),
  );
  expect(digests.map(({ subject }) => subject)).toEqual(['3 more notices about your account']);
});

it('each address of a user has its own budget and its own digest', async () => {
  const mail = startOfficialMail(database);
  const { id } = await mail.addUser({ addresses: ['a@example.org', 'b@example.org'] });
  for (let n = 0; n < 21; n++) await mail.notifyOf(id, noticeMail.example);
  mail.pass(5 * MINUTE);
  await mail.jobs.runPending();
  expect([mail.sentTo('a@example.org').length, mail.sentTo('b@example.org').length]).toEqual([21, 21]);
});
