import type { Queries } from '../../foundations/database/index.ts';
import type { UndoProof } from './undo-proofs.ts';

interface ProofRow {
  change_id: string;
  browser_hash: Buffer;
  proofs: UndoProof[];
  expires_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ objection_proofs: ProofRow }>();
}

export async function findUndoProofs(db: Queries, changeId: string, browser: Buffer, now: Date): Promise<UndoProof[]> {
  const row = await table(db)
    .selectFrom('objection_proofs')
    .select('proofs')
    .where('change_id', '=', changeId)
    .where('browser_hash', '=', browser)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.proofs ?? [];
}

/** The time runs from the first proof: adding one does not keep it alive. */
export async function putUndoProofs(tx: Queries, row: ProofRow, now: Date): Promise<void> {
  const { proofs, expires_at } = row;
  await table(tx)
    .insertInto('objection_proofs')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['change_id', 'browser_hash']).doUpdateSet((eb) => ({
        proofs,
        expires_at: eb
          .case()
          .when('objection_proofs.expires_at', '>', now)
          .then(eb.ref('objection_proofs.expires_at'))
          .else(expires_at)
          .end(),
      })),
    )
    .execute();
}

export async function deleteUndoProofs(tx: Queries, changeId: string): Promise<void> {
  await table(tx).deleteFrom('objection_proofs').where('change_id', '=', changeId).execute();
}

export async function deleteExpiredUndoProofs(db: Queries, now: Date): Promise<void> {
  await table(db).deleteFrom('objection_proofs').where('expires_at', '<=', now).execute();
}
