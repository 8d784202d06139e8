import { type Queries, runStatement } from '../../foundations/database/index.ts';
import type { ActivityKind, Facts } from './activity.ts';

export interface NewActivity {
  id: string;
  accountId: string;
  at: Date;
  kind: ActivityKind;
  actor: { userId: string; email: string } | null;
  subject: { userId: string | null; email: string } | null;
  before: Facts;
  after: Facts;
  sessionId: string | null;
  methods: readonly string[];
  assurance: string | null;
  address: string | null;
  browser: string | null;
  system: string | null;
}

export interface ActivityRow {
  seq: number;
  id: string;
  at: Date;
  kind: ActivityKind;
  actor_user_id: string | null;
  actor_email: string | null;
  subject_user_id: string | null;
  subject_email: string | null;
  before_value: Facts;
  after_value: Facts;
  proof_methods: string[];
  proof_assurance: string | null;
  address: string | null;
  browser: string | null;
  system: string | null;
}

const INSERT = `
  insert into account_activity (id, account_id, at, kind, actor_user_id, actor_email, subject_user_id, subject_email,
    before_value, after_value, session_id, proof_methods, proof_assurance, address, browser, system)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $12, $13, $14, $15, $16)`;

/** The only statement that adds; nothing edits or removes (LH-4). */
export async function insertActivity(tx: Queries, entry: NewActivity): Promise<void> {
  const { actor, subject } = entry;
  await runStatement(tx, INSERT, [
    ...[entry.id, entry.accountId, entry.at, entry.kind],
    ...[actor?.userId ?? null, actor?.email ?? null, subject?.userId ?? null, subject?.email ?? null],
    ...[JSON.stringify(entry.before), JSON.stringify(entry.after), entry.sessionId, [...entry.methods]],
    ...[entry.assurance, entry.address, entry.browser, entry.system],
  ]);
}

/** One line of any account, for whoever holds the link about it. */
export async function findActivity(db: Queries, id: string): Promise<(ActivityRow & { account_id: string }) | null> {
  const statement = `
    select seq, id, account_id, at, kind, actor_user_id, actor_email, subject_user_id, subject_email, before_value,
           after_value, proof_methods, proof_assurance, address, browser, system
      from account_activity where id = $1`;
  return (await runStatement<ActivityRow & { account_id: string }>(db, statement, [id]))[0] ?? null;
}

const SINCE = `
  select seq, id, at, kind, actor_user_id, actor_email, subject_user_id, subject_email, before_value, after_value,
         proof_methods, proof_assurance, address, browser, system
    from account_activity where account_id = $1 and at > $2 order by seq`;

/** What happened in an account since then, the oldest first. */
export function listActivitySince(db: Queries, accountId: string, since: Date): Promise<ActivityRow[]> {
  return runStatement(db, SINCE, [accountId, since]);
}

const STOPPED = `
  select 1 from account_activity
   where account_id = $1 and actor_user_id = $2 and kind = 'changes-stopped' and at > $3 limit 1`;

/** Whether this owner stopped the account's changes since then. */
export async function hasStoppedChanges(
  db: Queries,
  { accountId, userId }: { accountId: string; userId: string },
  since: Date,
): Promise<boolean> {
  return (await runStatement(db, STOPPED, [accountId, userId, since])).length > 0;
}

export interface ActivityFilter {
  kind: string | null;
  /** Part of an address, of whoever did it or whom it was about. */
  who: string | null;
  from: Date | null;
  /** Exclusive. */
  to: Date | null;
}

const PAGE = `
  select seq, id, at, kind, actor_user_id, actor_email, subject_user_id, subject_email, before_value, after_value,
         proof_methods, proof_assurance, address, browser, system
    from account_activity
   where account_id = $1 and seq < $2 and ($3::text is null or kind = $3)
     and ($4::text is null or strpos(coalesce(actor_email, ''), $4) > 0 or strpos(coalesce(subject_email, ''), $4) > 0)
     and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6)
   order by seq desc limit $7`;

/** One account's activity, newest first, older than `before`. */
export function listActivity(
  db: Queries,
  accountId: string,
  { kind, who, from, to }: ActivityFilter,
  before: number | null,
  limit: number,
): Promise<ActivityRow[]> {
  return runStatement(db, PAGE, [accountId, before ?? Number.MAX_SAFE_INTEGER, kind, who, from, to, limit]);
}

const SEEN = `
  select 1 from account_activity
   where account_id = $1 and actor_user_id = $2 and kind = $3 and kind in ('members-viewed', 'activity-viewed')
     and at > $4 limit 1`;

/** Whether this look was noted since then already (LH-6). */
export async function isViewNoted(
  db: Queries,
  view: { accountId: string; userId: string; kind: string },
  since: Date,
): Promise<boolean> {
  return (await runStatement(db, SEEN, [view.accountId, view.userId, view.kind, since])).length > 0;
}

/** DP-1: what was done stays known; from where goes when the login history's addresses go. */
export async function forgetActivityAddresses(db: Queries, before: Date): Promise<void> {
  await runStatement(db, 'update account_activity set address = null where at < $1 and address is not null', [before]);
}
