import { type Database, runStatement } from '../database/index.ts';

/** What waiting jobs carry under the name `sealed`: a key that sealed one of them is still needed. */
export async function findSealedPayloads(database: Database): Promise<Buffer[]> {
  const rows = await runStatement<{ sealed: string }>(
    database.queries,
    `select payload->>'sealed' as sealed from graphile_worker._private_jobs
      where payload->>'sealed' is not null and attempts < max_attempts`,
  );
  return rows.map(({ sealed }) => Buffer.from(sealed, 'base64'));
}
