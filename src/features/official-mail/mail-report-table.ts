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
    do update set times = mail_reports.times + 1, last_at = excluded.last_at,
      user_id = coalesce(mail_reports.user_id, excluded.user_id)`;

export async function insertReport(db: Queries, row: MailReportRow): Promise<void> {
  const { id, at, verdict, number, sender_domain, links, user_id, message, message_hash } = row;
  await runStatement(db, INSERT, [id, at, verdict, number, sender_domain, links, user_id, message, message_hash]);
}

export type KeptReport = Omit<MailReportRow, 'message_hash'> & { times: number; last_at: Date };

// A sealed message has up to 256 KiB: few at a time are held.
const PAGE = `
  select id, at, last_at, times, verdict, number, sender_domain, links, user_id, message from mail_reports
   where $1::text is null or (last_at, id) < (select last_at, id from mail_reports where id = $1)
   order by last_at desc, id desc limit $2`;

/** Handed in last, first; those that follow the one named `after`. */
export function findReports(db: Queries, after: string | null, most: number): Promise<KeptReport[]> {
  return runStatement<KeptReport>(db, PAGE, [after, most]);
}

export async function findReportedMessage(db: Queries, id: string): Promise<Buffer | null> {
  const [row] = await runStatement<{ message: Buffer }>(db, 'select message from mail_reports where id = $1', [id]);
  return row?.message ?? null;
}

/** Keeps the newest: of each user `perUser`, then of all users `most`, and as many of strangers. So no flood fills the disk. */
export async function dropOldestReports(
  db: Queries,
  { most, perUser }: { most: number; perUser: number },
): Promise<void> {
  await sql`
    delete from mail_reports where id in (
      select id from (
        select id, row_number() over (partition by user_id order by last_at desc, id) as place
          from mail_reports where user_id is not null) report where place > ${perUser})`.execute(db);
  await sql`
    delete from mail_reports where id in (
      select id from (
        select id, row_number() over (partition by user_id is null order by last_at desc, id) as place
          from mail_reports) report where place > ${most})`.execute(db);
}

export async function deleteReports(db: Queries, before: Date): Promise<void> {
  await sql`delete from mail_reports where last_at < ${before}`.execute(db);
}
