/*
 * Somebody floods an account with notices, then loses the address: an old mailbox in other hands waits for the summary, and with
 * it for the phrase that its owner has chosen since. Or they damage one waiting row, so that nobody gets a summary any more.
 */
import { beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { MINUTE } from '../../foundations/clock.ts';
import { createLog } from '../../foundations/log.ts';
import { startOfficialMail } from './testing/start-official-mail.tsx';

const database = await openTestDatabase();

beforeEach(async () => {
  await database.pool.query(
    'truncate official_mails, rate_limits, recurring_tasks, graphile_worker._private_jobs, users cascade',
  );
});

const FOLDED = 22;
const isDigest = ({ subject }: { subject: string }) => subject.includes('more notice');

it('the phrase of today goes to no address that was removed since', async () => {
  const mail = startOfficialMail(database);
  const { id, addresses } = await mail.addUser({ addresses: ['now@example.org', 'then@example.org'] });
  mail.phrases.set(id, 'otter lantern 42');
  for (let n = 0; n < FOLDED; n++) await mail.notifyOf(id);
  await database.pool.query("delete from notification_addresses where address = 'then@example.org'");
  mail.phrases.set(id, 'heron candle 17');
  mail.pass(5 * MINUTE);
  await mail.jobs.runPending();
  const [now, then] = addresses.map((address) => mail.sentTo(address).find(isDigest));
  expect(now?.text).toContain('heron candle 17');
  // Told they are, both: of what happened while the address was theirs.
  expect(then?.subject).toBe('2 more notices about your account');
  for (const part of [then?.text, then?.html]) expect(part).not.toMatch(/heron|otter|anti-phishing/);
});

it('what opens no more keeps nobody else from a summary, is logged, and waits', async () => {
  const lines: string[] = [];
  const mail = startOfficialMail(database, {
    log: createLog({ level: 'debug', write: (line) => void lines.push(line) }),
  });
  const users = [await mail.addUser(), await mail.addUser(), await mail.addUser()];
  for (const { id } of users) for (let n = 0; n < FOLDED; n++) await mail.notifyOf(id);
  const broken = users.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
  await database.pool.query("update official_mails set rendered = 'x' where state = 'folded' and user_id = $1", [
    broken?.id,
  ]);
  mail.pass(5 * MINUTE);
  await mail.jobs.runPending();
  for (const { id, address } of users)
    expect(mail.sentTo(address).filter(isDigest), id).toHaveLength(id === broken?.id ? 0 : 1);
  const told = lines.filter((line) => line.includes('a digest could not be made'));
  expect(told.length).toBeGreaterThan(0);
  expect(told.every((line) => broken && line.includes(broken.id) && !line.includes(broken.address))).toBe(true);
});

it('more recipients than are looked at in one go are all told', async () => {
  const mail = startOfficialMail(database);
  const { id } = await mail.addUser();
  for (let n = 0; n < FOLDED - 1; n++) await mail.notifyOf(id);
  await database.pool.query(
    `insert into official_mails (id, number, user_id, template, kind, locale, recipient_masked, recipient_hash, subject, parameters, rendered, state, created_at, due_at)
     select 'mail_broken' || n, 'X' || n, user_id, template, kind, locale, recipient_masked, decode(lpad(to_hex(n), 8, '0'), 'hex'), subject, parameters, 'x', state, created_at, due_at
       from official_mails, generate_series(1, 150) n where state = 'folded' limit 150`,
  );
  mail.pass(5 * MINUTE);
  await mail.jobs.runPending();
  expect(mail.sent.filter(isDigest)).toHaveLength(1);
});
