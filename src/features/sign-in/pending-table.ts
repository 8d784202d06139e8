import { sql } from 'kysely';
import type { Queries } from '../../foundations/database/index.ts';
import type { PasskeyUse } from '../passkeys/index.ts';
import type { ProofMethod } from '../sessions/index.ts';

interface PendingRow {
  id: string;
  secret_hash: Buffer;
  user_id: string;
  auth_generation: number;
  methods: ProofMethod[];
  keep: boolean;
  return_to: string | null;
  created_at: Date;
  expires_at: Date;
  alerted_at: Date | null;
  passkey_use: PasskeyUse | null;
}

export interface PendingSignIn {
  id: string;
  user: { id: string; email: string; authGeneration: number };
  methods: ProofMethod[];
  keep: boolean;
  returnTo: string | null;
  /** Of the passkey among the proofs. */
  passkeyUse: PasskeyUse | null;
}

function table(db: Queries) {
  return db.withTables<{
    pending_sign_ins: PendingRow;
    users: { id: string; email: string; state: string; auth_generation: number };
  }>();
}

export async function insertPendingSignIn(tx: Queries, row: Omit<PendingRow, 'alerted_at'>): Promise<void> {
  const passkeyUse = row.passkey_use === null ? null : sql<PasskeyUse>`${JSON.stringify(row.passkey_use)}::jsonb`;
  await table(tx)
    .insertInto('pending_sign_ins')
    .values({ ...row, passkey_use: passkeyUse })
    .execute();
}

/** null: unknown, over, or its user is closed or changed protection since. */
export async function findPendingSignIn(db: Queries, secretHash: Buffer, now: Date): Promise<PendingSignIn | null> {
  const row = await table(db)
    .selectFrom('pending_sign_ins as p')
    .innerJoin('users as u', (join) =>
      join.onRef('u.id', '=', 'p.user_id').onRef('u.auth_generation', '=', 'p.auth_generation'),
    )
    .select([
      'p.id',
      'p.methods',
      'p.keep',
      'p.return_to',
      'p.user_id',
      'p.auth_generation',
      'p.passkey_use',
      'u.email',
    ])
    .where('p.secret_hash', '=', secretHash)
    .where('p.expires_at', '>', now)
    .where('u.state', '=', 'active')
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    user: { id: row.user_id, email: row.email, authGeneration: row.auth_generation },
    methods: row.methods,
    keep: row.keep,
    returnTo: row.return_to,
    passkeyUse: row.passkey_use,
  };
}

/** One caller gets it; false: it is gone. */
export async function takePendingSignIn(tx: Queries, id: string): Promise<boolean> {
  const result = await table(tx).deleteFrom('pending_sign_ins').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** True once per pending sign-in. */
export async function markAlerted(tx: Queries, id: string, now: Date): Promise<boolean> {
  const result = await table(tx)
    .updateTable('pending_sign_ins')
    .set({ alerted_at: now })
    .where('id', '=', id)
    .where('alerted_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteExpiredPendingSignIns(db: Queries, now: Date): Promise<void> {
  await table(db).deleteFrom('pending_sign_ins').where('expires_at', '<=', now).execute();
}
