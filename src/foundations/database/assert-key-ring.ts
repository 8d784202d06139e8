import type { Database } from './open-database.ts';
import { runStatement } from './run-statement.ts';

/** This node's keys are not those the database was written with: it could read no secret and would ruin new ones. */
export class WrongKeyRing extends Error {
  override readonly name = 'WrongKeyRing';

  constructor() {
    super(
      'The secrets of this node are not the ones this database was written with. ' +
        'Give every node the same secrets file, or restore the secrets that belong to this database.',
    );
  }
}

/** The fingerprint of the ring this database was written with; null: no node has started yet. Changes nothing. */
export async function findFingerprint(database: Database): Promise<string | null> {
  const [row] = await runStatement<{ fingerprint: string }>(database.queries, 'select fingerprint from key_ring');
  return row?.fingerprint ?? null;
}

/**
 * Ties the database to one key ring: the first node writes the ring's fingerprint, every later one must bring the same.
 * Refuses with WrongKeyRing. The fingerprint must stay the same when a key is added to the ring.
 */
export async function assertKeyRing(database: Database, fingerprint: string): Promise<void> {
  await runStatement(database.queries, 'insert into key_ring (fingerprint) values ($1) on conflict do nothing', [
    fingerprint,
  ]);
  if ((await findFingerprint(database)) !== fingerprint) throw new WrongKeyRing();
}
