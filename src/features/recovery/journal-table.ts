import { sql } from 'kysely';
import type { Queries } from '../../foundations/database/index.ts';

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
}

/** The journal is only ever added to, but for addresses past their retention. */
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

/** DP-1: what was changed stays known; from where it was done goes when the login history's addresses go. */
export async function forgetJournalAddresses(db: Queries, before: Date): Promise<void> {
  await sql`update security_journal set address = null where at < ${before} and address is not null`.execute(db);
}
