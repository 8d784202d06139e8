import type { TestDatabase } from '../../../../test/database.ts';
import { createKeyRing, newId, newSecrets } from '../../../foundations/crypto/index.ts';
import type { Queries } from '../../../foundations/database/index.ts';
import type { Locale } from '../../../foundations/i18n/index.ts';
import { createJobs } from '../../../foundations/jobs/index.ts';
import { type Log, silentLog } from '../../../foundations/log.ts';
import type { MailTransport, OutgoingMail } from '../../../foundations/mail-transport/index.ts';
import { createRateLimits } from '../../../foundations/rate-limits/index.ts';
import { defineMail, MailText } from '../../../ui/mail/index.ts';
import { createOfficialMail } from '../index.ts';
import type { OfficialMailRow } from '../official-mail-table.ts';
import type { RequestedMail } from '../send-on-request.ts';

export interface Greeting {
  name: string;
  token: string;
}

function greeting(kind: 'notice' | 'on-request') {
  return defineMail<Greeting>({
    name: `test-${kind}`,
    kind,
    secretParameters: ['token'],
    example: { name: 'Alice', token: 'token' },
    compose: ({ name, token }, { publicUrl }) => ({
      subject: `Something happened to ${name}`,
      preheader: `It concerns ${name}.`,
      html: <MailText>Hello {name}</MailText>,
      text: `Hello ${name}`,
      action: { label: 'Look', href: new URL(`/look/${token}`, publicUrl).href },
    }),
  });
}

export const noticeMail = greeting('notice');
export const requestedMail = greeting('on-request');

export interface SentMail extends OutgoingMail {
  at: Date;
}

/** One for the whole test file: two instances are two nodes of one installation. */
const keyRing = createKeyRing(newSecrets());

/** The room on a real database, with a clock that is moved and a mail server that is a list. */
export function startOfficialMail(
  database: TestDatabase,
  options: { transport?: MailTransport; portion?: number; log?: Log } = {},
) {
  let now = new Date('2026-11-24T08:00:00.000Z');
  const clock = { now: () => now };
  const log = options.log ?? silentLog;
  const sent: SentMail[] = [];
  const phrases = new Map<string, string>();
  /** What the mail server does with the next mails; empties itself. */
  const failures: Error[] = [];
  const listed: MailTransport = {
    portion: options.portion ?? 1,
    async send(mail) {
      const failure = failures.shift();
      if (failure) throw failure;
      sent.push({ ...mail, at: now });
    },
    close() {},
  };
  const jobs = createJobs({ database, connection: database.connection, clock, log, watchClock: true });
  const settings = {
    brand: 'Gatehouse',
    brandColours: null,
    publicUrl: new URL('https://account.example.com'),
    mailFrom: { name: 'Gatehouse', address: 'no-reply@mail.example.com' },
    supportContact: { href: 'mailto:support@example.com', label: 'support@example.com' },
    loginHistoryDays: 90,
  };
  const officialMail = createOfficialMail({
    clock,
    database,
    keyRing,
    jobs,
    transport: options.transport ?? listed,
    rateLimits: createRateLimits({ clock }),
    recipients: { of: findRecipient },
    dkimRecords: new Map(),
    phraseOf: async (_, userId) => phrases.get(userId) ?? null,
    settings,
    log,
  });

  return {
    ...officialMail,
    jobs,
    clock,
    keyRing,
    settings,
    recipients: { of: findRecipient },
    sent,
    failures,
    phrases,
    pass(milliseconds: number) {
      now = new Date(now.getTime() + milliseconds);
    },
    /** A new user with these notification addresses. */
    async addUser(options: { addresses?: string[]; locale?: Locale } = {}) {
      const id = newId('usr');
      const addresses = options.addresses ?? [`${id.slice(4)}@example.org`];
      const { locale = 'en' } = options;
      await database.pool.query(
        `insert into users (id, email, name, locale, time_zone, created_at) values ($1, $2, 'Alice', $3, 'Europe/Paris', $4)`,
        [id, `${id}@example.org`, locale, now],
      );
      for (const address of addresses) {
        await database.pool.query(
          `insert into notification_addresses (user_id, address, is_sign_in_address, verified_at) values ($1, $2, false, $3)`,
          [id, address, now],
        );
      }
      return { id, addresses, address: addresses[0] ?? '' };
    },
    notifyOf(userId: string, parameters: Greeting = noticeMail.example, extraAddresses: string[] = []) {
      return database.transaction((tx) =>
        officialMail.notify(tx, { userId, mail: noticeMail, parameters, extraAddresses }),
      );
    },
    request(
      to: string,
      more: Partial<Pick<RequestedMail<Greeting>, 'userId' | 'sourcePrefix' | 'wayIn' | 'parameters'>> = {},
    ) {
      const request = {
        userId: null,
        sourcePrefix: '203.0.113.0/24',
        parameters: async () => requestedMail.example,
        ...more,
      };
      return database.transaction((tx) =>
        officialMail.sendOnRequest(tx, { to, locale: 'en', mail: requestedMail, ...request }),
      );
    },
    async rows(): Promise<OfficialMailRow[]> {
      return (await database.pool.query<OfficialMailRow>('select * from official_mails order by created_at, id')).rows;
    },
    sentTo: (address: string) => sent.filter(({ to }) => to === address),
  };
}

async function findRecipient(db: Queries, userId: string) {
  const rows = await db
    .withTables<{
      users: { id: string; locale: Locale; time_zone: string; name: string };
      notification_addresses: { user_id: string; address: string };
    }>()
    .selectFrom('users')
    .leftJoin('notification_addresses', 'user_id', 'id')
    .select(['locale', 'time_zone', 'name', 'address'])
    .where('id', '=', userId)
    .execute();
  const [first] = rows;
  if (!first) return null;
  const addresses = rows.flatMap(({ address }) => (address === null ? [] : [address]));
  return { locale: first.locale, timeZone: first.time_zone, name: first.name, addresses };
}
