import type { Queries } from '../../foundations/database/index.ts';
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
}

function table(db: Queries) {
  return db.withTables<{ pending_sign_ins: PendingRow }>();
}

export async function insertPendingSignIn(tx: Queries, row: PendingRow): Promise<void> {
  await table(tx).insertInto('pending_sign_ins').values(row).execute();
}

export async function deleteExpiredPendingSignIns(db: Queries, now: Date): Promise<void> {
  await table(db).deleteFrom('pending_sign_ins').where('expires_at', '<=', now).execute();
}
