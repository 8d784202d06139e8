import { sql } from 'kysely';
import { type Queries, runStatement } from '../../foundations/database/index.ts';

export interface MailReportRow {
  id: string;
  at: Date;
  verdict: 'changed' | 'not-ours';
  number: string | null;
  sender_domain: string | null;
  links: readonly string[];
  user_id: string | null;
  message: Buffer;
  message_hash: Buffer;
}

const INSERT = `
  insert into mail_reports (id, at, last_at, verdict, number, sender_domain, links, user_id, message, message_hash)
  values ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict on constraint mail_reports_message_hash_key
    do update set times = mail_reports.times + 1, last_at = excluded.last_at`;

export async function insertReport(db: Queries, row: MailReportRow): Promise<void> {
  const { id, at, verdict, number, sender_domain, links, user_id, message, message_hash } = row;
  await runStatement(db, INSERT, [id, at, verdict, number, sender_domain, links, user_id, message, message_hash]);
}

/** Keeps the newest `most`, so that no flood fills the disk. */
export async function dropOldestReports(db: Queries, most: number): Promise<void> {
  await sql`delete from mail_reports where id in (select id from mail_reports order by last_at desc, id offset ${most})`.execute(
    db,
  );
}

export async function deleteReports(db: Queries, before: Date): Promise<void> {
  await sql`delete from mail_reports where last_at < ${before}`.execute(db);
}
