import { simpleParser } from 'mailparser';
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../foundations/clock.ts';
import { silentLog } from '../../foundations/log.ts';
import { createSmtpTransport, MailNotSent } from '../../foundations/mail-transport/index.ts';
import { startSmtpSink } from '../../foundations/mail-transport/testing/start-smtp-sink.ts';
import { noticeMail, startOfficialMail } from './testing/start-official-mail.tsx';

const database = await openTestDatabase();
const RESET = 'truncate official_mails, rate_limits, recurring_tasks, graphile_worker._private_jobs, users cascade';

beforeEach(async () => {
  await database.pool.query(RESET);
});

describe('the outbox', () => {
  it('is written with the change it tells of: rolled back, there is no mail', async () => {
    const mail = startOfficialMail(database);
    const { id, address } = await mail.addUser();
    const failing = database.transaction(async (tx) => {
      await mail.notify(tx, { userId: id, mail: noticeMail, parameters: noticeMail.example });
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    await mail.jobs.runPending();
    expect([await mail.rows(), mail.sent]).toEqual([[], []]);

    await mail.notifyOf(id);
    await mail.jobs.runPending();
    expect(mail.sentTo(address)).toHaveLength(1);
  });

  it('sends a notice once to every notification address and to those it must still reach', async () => {
    const mail = startOfficialMail(database);
    const { id } = await mail.addUser({ addresses: ['a@example.org', 'b@example.org'] });
    await mail.notifyOf(id, noticeMail.example, ['old@example.org', 'B@Example.org']);
    await mail.jobs.runPending();
    expect(mail.sent.map(({ to }) => to).sort()).toEqual(['a@example.org', 'b@example.org', 'old@example.org']);
    expect(new Set(mail.sent.map(({ headers }) => headers['X-Message-Number'])).size).toBe(3);
  });

  it('keeps what a ledger needs and neither words, address nor secret parameters', async () => {
    const mail = startOfficialMail(database);
    const { id, address } = await mail.addUser({ addresses: ['alice@example.org'] });
    await mail.notifyOf(id, { name: 'Alice', token: 'canary-token' });
    const [waiting] = await mail.rows();
    expect(waiting).toMatchObject({
      user_id: id,
      template: 'test-notice',
      kind: 'notice',
      locale: 'en',
      subject: 'Something happened to Alice',
      parameters: { name: 'Alice' },
      recipient_masked: 'a•••@example.org',
      state: 'queued',
      attempts: 0,
    });
    expect(waiting?.id).toMatch(/^mail_[a-z2-7]{26}$/);
    expect(waiting?.number).toMatch(/^[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{2}$/);
    const stored = JSON.stringify(await mail.rows()) + waiting?.rendered?.toString('latin1');
    for (const secret of ['canary-token', 'Hello Alice', address]) expect(stored).not.toContain(secret);

    await mail.jobs.runPending();
    const [delivered] = await mail.rows();
    expect(delivered).toMatchObject({
      state: 'delivered',
      rendered: null,
      attempts: 1,
      delivered_at: mail.clock.now(),
    });
    expect(delivered?.body_hash).toHaveLength(32);
  });

  it('says in its headers that it is automatic, names itself, and offers no unsubscribing', async () => {
    const mail = startOfficialMail(database);
    const { id } = await mail.addUser();
    await mail.notifyOf(id);
    mail.pass(HOUR);
    await mail.jobs.runPending();
    const [row] = await mail.rows();
    expect(mail.sent[0]).toMatchObject({
      from: { name: 'Gatehouse', address: 'no-reply@mail.example.com' },
      messageId: `<${row?.id}@mail.example.com>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Message-Number': row?.number,
        Date: 'Tue, 24 Nov 2026 08:00:00 +0000',
      },
    });
    expect(Object.keys(mail.sent[0]?.headers ?? {})).not.toContain('List-Unsubscribe');
    expect(mail.sent[0]?.text).toContain(row?.number);
    expect(mail.sent[0]?.html).toContain(row?.number);
  });

  it('forgets parameters with the addresses of the login history, and the mail itself a year later', async () => {
    const mail = startOfficialMail(database);
    const { id } = await mail.addUser();
    await mail.notifyOf(id);
    await mail.jobs.runPending();
    mail.pass(91 * DAY);
    await mail.jobs.runPending();
    expect(await mail.rows()).toMatchObject([{ parameters: {}, subject: 'Something happened to Alice' }]);
    mail.pass(310 * DAY);
    await mail.jobs.runPending();
    expect(await mail.rows()).toEqual([]);
  });
});

describe('a mail server that fails', () => {
  const busy = () => new MailNotSent(false, 'ETIMEDOUT');

  it('delays the mail with growing pauses, and then it arrives once', async () => {
    const mail = startOfficialMail(database);
    const { id } = await mail.addUser();
    await mail.notifyOf(id);
    mail.failures.push(busy(), busy());
    await mail.jobs.runPending();
    expect(await mail.rows()).toMatchObject([{ state: 'queued', attempts: 1, last_error: 'ETIMEDOUT' }]);
    await mail.jobs.runPending();
    expect(await mail.rows()).toMatchObject([{ attempts: 1 }]);
    mail.pass(5 * SECOND);
    await mail.jobs.runPending();
    expect(await mail.rows()).toMatchObject([{ state: 'queued', attempts: 2 }]);
    mail.pass(15 * SECOND);
    await mail.jobs.runPending();
    await mail.jobs.runPending();
    expect(mail.sent).toHaveLength(1);
    expect(await mail.rows()).toMatchObject([{ state: 'delivered', attempts: 3, rendered: null }]);
  });

  it('is asked again at least every quarter of an hour for two days, then the mail is given up and erased', async () => {
    const mail = startOfficialMail(database);
    const { id } = await mail.addUser();
    await mail.notifyOf(id);
    const start = mail.clock.now().getTime();
    let rows = await mail.rows();
    let tries = 0;
    for (; rows[0]?.state === 'queued'; rows = await mail.rows()) {
      const wait = rows[0].due_at.getTime() - mail.clock.now().getTime();
      expect(wait).toBeLessThanOrEqual(15 * MINUTE);
      mail.pass(wait);
      // Most of the two days is skipped; the schedule itself is tested without a database.
      if (tries++ === 9)
        await database.pool.query(`update official_mails set created_at = created_at - interval '46 hours'`);
      mail.failures.splice(0, mail.failures.length, busy());
      await mail.jobs.runPending();
    }
    expect(rows).toMatchObject([{ state: 'failed', rendered: null, delivered_at: null }]);
    expect(mail.clock.now().getTime() - start).toBeGreaterThan(HOUR);
    expect(mail.sent).toEqual([]);
  });

  it('ends the mail at once when it refuses the recipient for good', async () => {
    const mail = startOfficialMail(database);
    const { id } = await mail.addUser();
    await mail.notifyOf(id);
    mail.failures.push(new MailNotSent(true, 'EENVELOPE 550 RCPT TO'));
    await mail.jobs.runPending();
    mail.pass(DAY);
    await mail.jobs.runPending();
    expect(mail.sent).toEqual([]);
    expect(await mail.rows()).toMatchObject([{ state: 'failed', rendered: null, last_error: 'EENVELOPE 550 RCPT TO' }]);
  });

  it('comes back, and a real one then gets the mail once, readable in both parts', async () => {
    const away = await startSmtpSink();
    await away.close();
    const url = `smtp://localhost:${away.port}`;
    const transport = createSmtpTransport({ url, log: silentLog });
    const mail = startOfficialMail(database, { transport });
    const { id, address } = await mail.addUser();
    await mail.notifyOf(id);
    await mail.jobs.runPending();
    expect(await mail.rows()).toMatchObject([{ state: 'queued', attempts: 1 }]);

    const back = await startSmtpSink({ port: away.port, disabledCommands: ['STARTTLS', 'AUTH'] });
    mail.pass(MINUTE);
    await mail.jobs.runPending();
    mail.pass(MINUTE);
    await mail.jobs.runPending();
    transport.close();
    await back.close();
    expect(back.received.map(({ recipients }) => recipients)).toEqual([[address]]);
    const parsed = await simpleParser(back.received[0]?.raw ?? '');
    expect(parsed.text).toContain('Hello Alice');
    expect(parsed.html).toContain('Hello Alice');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  });
});

describe('a process that dies', () => {
  it('leaves mails that another sends as soon as it looks', async () => {
    const dead = startOfficialMail(database);
    const { id } = await dead.addUser();
    await dead.notifyOf(id);
    const other = startOfficialMail(database);
    await other.jobs.runPending();
    expect([dead.sent, other.sent.length]).toEqual([[], 1]);
  });

  it('never makes two of one mail, however many processes look for some', async () => {
    const first = startOfficialMail(database);
    const nodes = [first, ...Array.from({ length: 4 }, () => startOfficialMail(database))];
    const { id } = await first.addUser();
    for (let count = 0; count < 12; count++) await first.notifyOf(id);
    await Promise.all(nodes.map(({ jobs }) => jobs.runPending()));
    const sent = nodes.flatMap((node) => node.sent.map(({ messageId }) => messageId));
    expect([sent.length, new Set(sent).size]).toEqual([12, 12]);
    for (const row of await first.rows()) expect(row).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('leaves a mail that nobody can open any more, which holds up no other', async () => {
    const mail = startOfficialMail(database);
    const { id, address } = await mail.addUser();
    await mail.notifyOf(id);
    await database.pool.query(`update official_mails set rendered = 'spoilt'`);
    await mail.notifyOf(id);
    await mail.jobs.runPending();
    expect(mail.sentTo(address)).toHaveLength(1);
    const states = (await mail.rows()).map(({ state, last_error }) => `${state} ${last_error}`);
    expect(states.sort()).toEqual(['delivered null', 'queued SealError']);
  });

  it('loses no mail whose neighbours in a portion fail', async () => {
    const mail = startOfficialMail(database, { portion: 20 });
    const { id } = await mail.addUser();
    for (let count = 0; count < 6; count++) await mail.notifyOf(id);
    mail.failures.push(new MailNotSent(false, 'ETIMEDOUT'), new MailNotSent(true, 'EENVELOPE 550 RCPT TO'));
    await mail.jobs.runPending();
    const states = (await mail.rows()).map(({ state, rendered }) => `${state} ${rendered === null}`);
    expect(states.sort()).toEqual([...Array(4).fill('delivered true'), 'failed true', 'queued false']);
    mail.pass(5 * SECOND);
    await mail.jobs.runPending();
    expect(mail.sent).toHaveLength(5);
  });

  it('never sends one mail from two processes at once: the row stays locked while it is being sent', async () => {
    let sending: () => void = () => {};
    let release: () => void = () => {};
    const isSending = new Promise<void>((resolve) => {
      sending = resolve;
    });
    const mayGoOn = new Promise<void>((resolve) => {
      release = resolve;
    });
    const sent: string[] = [];
    const slow = {
      async send({ to }: { to: string }) {
        sent.push(to);
        sending();
        await mayGoOn;
      },
      close() {},
    };
    const first = startOfficialMail(database, { transport: slow });
    const { id } = await first.addUser();
    await first.notifyOf(id);
    const slowly = first.jobs.runPending();
    await isSending;
    const second = startOfficialMail(database);
    await second.jobs.runPending();
    expect(second.sent).toEqual([]);
    release();
    await slowly;
    expect(sent).toHaveLength(1);
    expect(await first.rows()).toMatchObject([{ state: 'delivered' }]);
  });
});
