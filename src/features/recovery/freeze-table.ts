import type { Queries } from '../../foundations/database/index.ts';

function table(db: Queries) {
  return db.withTables<{ security_freezes: { user_id: string; until: Date } }>();
}

/** null: none, or it is over. */
export async function findFreeze(db: Queries, userId: string, now: Date): Promise<Date | null> {
  const row = await table(db)
    .selectFrom('security_freezes')
    .select('until')
    .where('user_id', '=', userId)
    .where('until', '>', now)
    .executeTakeFirst();
  return row?.until ?? null;
}

export async function putFreeze(tx: Queries, userId: string, until: Date): Promise<void> {
  await table(tx)
    .insertInto('security_freezes')
    .values({ user_id: userId, until })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ until }))
    .execute();
}

export async function deleteFreeze(tx: Queries, userId: string): Promise<void> {
  await table(tx).deleteFrom('security_freezes').where('user_id', '=', userId).execute();
}

export async function deleteFreezesUntil(db: Queries, now: Date): Promise<void> {
  await table(db).deleteFrom('security_freezes').where('until', '<=', now).execute();
}
