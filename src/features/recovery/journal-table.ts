import { sql } from 'kysely';
import type { Queries } from '../../foundations/database/index.ts';
import type { SealedColumn } from '../../foundations/sealed-rows/index.ts';

/** What an undo needs, for a rotation of the keys. */
export const journalColumn: SealedColumn = {
  table: 'security_journal',
  idColumn: 'id',
  column: 'sealed_before',
  purpose: 'security-journal',
};

export interface JournalEntry {
  id: string;
  user_id: string;
  at: Date;
  kind: string;
  before_value: Record<string, unknown>;
  after_value: Record<string, unknown>;
  sealed_before: Buffer | null;
  actor_user_id: string | null;
  session_id: string | null;
  proof_methods: readonly string[];
  proof_assurance: string | null;
  address: string | null;
  browser: string | null;
  system: string | null;
  reachable_before: 'aal1' | 'aal2';
  /** A change in a shared account: its line in that account's trail, the same in the row of each owner. */
  account_change: string | null;
}

export interface JournalRow extends JournalEntry {
  sequence: number;
  objected_at: Date | null;
  undone_at: Date | null;
}

function table(db: Queries) {
  return db.withTables<{ security_journal: JournalRow }>();
}

/** The journal is only ever added to, but for what happened to an entry and for what is past its retention. */
export async function insertJournalEntry(tx: Queries, entry: JournalEntry): Promise<void> {
  await tx
    .withTables<{ security_journal: JournalEntry }>()
    .insertInto('security_journal')
    .values({
      ...entry,
      before_value: sql`${JSON.stringify(entry.before_value)}::jsonb`,
      after_value: sql`${JSON.stringify(entry.after_value)}::jsonb`,
    })
    .execute();
}

export async function findChange(db: Queries, id: string): Promise<JournalRow | null> {
  const row = await table(db).selectFrom('security_journal').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** The user's changes of these kinds, and every undoing, in their order. */
export function listChangesOf(db: Queries, userId: string, kinds: readonly string[]): Promise<JournalRow[]> {
  return table(db)
    .selectFrom('security_journal')
    .selectAll()
    .where('user_id', '=', userId)
    .where('kind', 'in', [...kinds, 'change-undone'])
    .orderBy('sequence')
    .execute();
}

/** The user's own latest changes that an objection can still reach. */
export function listRecentChanges(db: Queries, userId: string, since: Date): Promise<JournalRow[]> {
  return table(db)
    .selectFrom('security_journal')
    .selectAll()
    .where('user_id', '=', userId)
    .where('at', '>', since)
    .where('account_change', 'is', null)
    .orderBy('sequence', 'desc')
    .limit(20)
    .execute();
}

/** True for the first objection alone; to a change in a shared account, whichever owner it came from. */
export function markObjected(tx: Queries, change: JournalRow, now: Date): Promise<boolean> {
  return mark(tx, change, 'objected_at', now);
}

/** True for one caller: a change is undone once. */
export function markUndone(tx: Queries, change: JournalRow, now: Date): Promise<boolean> {
  return mark(tx, change, 'undone_at', now);
}

async function mark(
  tx: Queries,
  { id, account_change }: JournalRow,
  column: 'objected_at' | 'undone_at',
  now: Date,
): Promise<boolean> {
  const rows = account_change === null ? (['id', id] as const) : (['account_change', account_change] as const);
  const result = await table(tx)
    .updateTable('security_journal')
    .set({ [column]: now })
    .where(rows[0], '=', rows[1])
    .where(column, 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What undoing needed goes as soon as nobody can undo any more. */
export async function forgetSecretsBefore(db: Queries, before: Date): Promise<void> {
  await table(db)
    .updateTable('security_journal')
    .set({ sealed_before: null })
    .where('at', '<', before)
    .where('sealed_before', 'is not', null)
    .execute();
}

/** DP-1: what was changed stays known; from where it was done goes when the login history's addresses go. */
export async function forgetJournalAddresses(db: Queries, before: Date): Promise<void> {
  await sql`update security_journal set address = null where at < ${before} and address is not null`.execute(db);
}
