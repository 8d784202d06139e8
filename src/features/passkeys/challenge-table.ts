import type { Queries } from '../../foundations/database/index.ts';
import type { Ceremony } from './ceremony.ts';

export interface ChallengeRow {
  challenge_hash: Buffer;
  ceremony: Ceremony;
  browser_hash: Buffer;
  user_id: string | null;
  subject: string | null;
  rp_id: string;
  keep: boolean;
  name: string | null;
  beside_password: boolean;
  expires_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ passkey_challenges: ChallengeRow }>();
}

export async function insertChallenge(db: Queries, row: ChallengeRow): Promise<void> {
  await table(db).insertInto('passkey_challenges').values(row).execute();
}

/**
 * PK-1: one caller gets it, from the browser that asked, for the same ceremony, user and subject. Whoever tries it elsewhere
 * does not even use it up. null: there is none such, or no longer.
 */
export async function takeChallenge(
  db: Queries,
  asked: Pick<ChallengeRow, 'challenge_hash' | 'ceremony' | 'browser_hash' | 'user_id' | 'subject'>,
  now: Date,
): Promise<ChallengeRow | null> {
  const row = await table(db)
    .deleteFrom('passkey_challenges')
    .where('challenge_hash', '=', asked.challenge_hash)
    .where('ceremony', '=', asked.ceremony)
    .where('browser_hash', '=', asked.browser_hash)
    .where('user_id', 'is not distinct from', asked.user_id)
    .where('subject', 'is not distinct from', asked.subject)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function deleteChallengesOf(tx: Queries, userId: string): Promise<void> {
  await table(tx).deleteFrom('passkey_challenges').where('user_id', '=', userId).execute();
}

export async function deleteExpiredChallenges(db: Queries, now: Date): Promise<void> {
  await table(db).deleteFrom('passkey_challenges').where('expires_at', '<=', now).execute();
}
