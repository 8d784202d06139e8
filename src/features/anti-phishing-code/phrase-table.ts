import { type Queries, runStatement } from '../../foundations/database/index.ts';

/** `sealed` null: none is set. Version 0: there never was one. */
export interface PhraseRow {
  version: number;
  sealed: Buffer | null;
  changed_at: Date;
}

// On the way of every sign-in, since its alert shows the phrase.
const FIND = 'select version, sealed, changed_at from anti_phishing_codes where user_id = $1';
/** The lock makes two changes at once take turns, so that each knows what it changed. */
const LOCK = `
  insert into anti_phishing_codes as kept (user_id, version, changed_at) values ($1, 0, $2)
  on conflict (user_id) do update set version = kept.version returning version, sealed, changed_at`;
const REPLACE = 'update anti_phishing_codes set version = $2, sealed = $3, changed_at = $4 where user_id = $1';

export async function findPhrase(db: Queries, userId: string): Promise<PhraseRow | null> {
  return (await runStatement<PhraseRow>(db, FIND, [userId]))[0] ?? null;
}

export async function lockPhrase(tx: Queries, userId: string, now: Date): Promise<PhraseRow> {
  const [row] = await runStatement<PhraseRow>(tx, LOCK, [userId, now]);
  return row ?? { version: 0, sealed: null, changed_at: now };
}

export async function replacePhrase(tx: Queries, userId: string, row: PhraseRow): Promise<void> {
  await runStatement(tx, REPLACE, [userId, row.version, row.sealed, row.changed_at]);
}
