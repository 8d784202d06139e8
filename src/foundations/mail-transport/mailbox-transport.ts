import type { Clock } from '../clock.ts';
import type { KeyRing } from '../crypto/index.ts';
import type { Database, Queries } from '../database/index.ts';
import type { SealedColumn } from '../sealed-rows/index.ts';
import type { MailTransport, OutgoingMail } from './mail-transport.ts';
import { refuseInjection } from './refuse-injection.ts';

/** A mail in the built-in mailbox. */
export interface KeptMail {
  id: number;
  at: Date;
  to: string;
  subject: string;
  headers: Readonly<Record<string, string>>;
  text: string;
  html: string;
}

export interface MailboxTransport extends MailTransport {
  /** The newest first. */
  list(most: number): Promise<KeptMail[]>;
  find(id: number): Promise<KeptMail | null>;
}

interface KeptMailRow {
  id: number;
  message_id: string;
  at: Date;
  sealed: Buffer;
}

const PURPOSE = 'mail-transport.mailbox';
/** For a rotation of the keys. */
export const mailboxColumn: SealedColumn = {
  table: 'dev_mailbox',
  idColumn: 'message_id',
  column: 'sealed',
  purpose: PURPOSE,
};
const MOST_KEPT = 2000;
const TRIM_EVERY = 50;
const PORTION = 20;

function table(db: Queries) {
  return db.withTables<{ dev_mailbox: KeptMailRow }>();
}

/**
 * Keeps mails in the database instead of sending them, sealed since they hold live links, and only the newest.
 * A mail sent twice (same Message-ID) is kept once.
 */
export function createMailboxTransport(deps: { database: Database; keyRing: KeyRing; clock: Clock }): MailboxTransport {
  const { database, keyRing, clock } = deps;
  const insert = database.statement<{ id: number }>(
    `insert into dev_mailbox (message_id, at, sealed) values ($1, $2, $3)
     on conflict on constraint dev_mailbox_message_id_key do nothing returning id`,
  );
  const trim = database.statement('delete from dev_mailbox where id <= $1');

  function opened(row: KeptMailRow): KeptMail {
    const mail = JSON.parse(keyRing.open(PURPOSE, row.message_id, row.sealed)) as OutgoingMail;
    const { from } = mail;
    const headers = {
      From: `${from.name} <${from.address}>`,
      To: mail.to,
      'Message-ID': mail.messageId,
      ...mail.headers,
    };
    return { id: row.id, at: row.at, to: mail.to, subject: mail.subject, headers, text: mail.text, html: mail.html };
  }

  return {
    portion: PORTION,
    async send(mail, tx) {
      refuseInjection(mail);
      const sealed = keyRing.seal(PURPOSE, mail.messageId, JSON.stringify(mail));
      const [kept] = await insert([mail.messageId, clock.now(), sealed], tx);
      if (kept && kept.id % TRIM_EVERY === 0) await trim([kept.id - MOST_KEPT], tx);
    },
    close() {},
    async list(most) {
      const rows = await table(database.queries)
        .selectFrom('dev_mailbox')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(most)
        .execute();
      return rows.map(opened);
    },
    async find(id) {
      const row = await table(database.queries)
        .selectFrom('dev_mailbox')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? opened(row) : null;
    },
  };
}
