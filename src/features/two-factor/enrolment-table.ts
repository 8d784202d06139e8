import type { Queries } from '../../foundations/database/index.ts';

export interface EnrolmentRow {
  session_id: string;
  app_id: string;
  user_id: string;
  name: string;
  /** The app that goes when this one is proven. */
  replaces: string | null;
  sealed_secret: Buffer;
  last_step: number;
  confirmed_at: Date | null;
  expires_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ authenticator_app_enrolments: EnrolmentRow }>();
}

/** One per session: starting again forgets the secret shown before. */
export async function replaceEnrolment(
  tx: Queries,
  row: Omit<EnrolmentRow, 'last_step' | 'confirmed_at'>,
): Promise<void> {
  const fresh = { ...row, last_step: 0, confirmed_at: null };
  await table(tx)
    .insertInto('authenticator_app_enrolments')
    .values(fresh)
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(fresh))
    .execute();
}

export async function findEnrolment(
  db: Queries,
  session: { id: string; userId: string },
  now: Date,
): Promise<EnrolmentRow | null> {
  const row = await table(db)
    .selectFrom('authenticator_app_enrolments')
    .selectAll()
    .where('session_id', '=', session.id)
    .where('user_id', '=', session.userId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ?? null;
}

/** Spends the step for the app to be, so that its code is worth nothing afterwards (2F-3). */
export async function spendEnrolmentStep(db: Queries, appId: string, step: number): Promise<boolean> {
  const result = await table(db)
    .updateTable('authenticator_app_enrolments')
    .set({ last_step: step })
    .where('app_id', '=', appId)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function noteConfirmed(
  db: Queries,
  appId: string,
  confirmed: { at: Date; name: string; until: Date },
): Promise<void> {
  await table(db)
    .updateTable('authenticator_app_enrolments')
    .set({ confirmed_at: confirmed.at, name: confirmed.name, expires_at: confirmed.until })
    .where('app_id', '=', appId)
    .execute();
}

/** One caller gets the row; null: not confirmed, over, or taken already. */
export async function takeConfirmedEnrolment(
  tx: Queries,
  session: { id: string; userId: string },
  now: Date,
): Promise<EnrolmentRow | null> {
  const row = await table(tx)
    .deleteFrom('authenticator_app_enrolments')
    .where('session_id', '=', session.id)
    .where('user_id', '=', session.userId)
    .where('confirmed_at', 'is not', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function deleteEnrolmentsOf(tx: Queries, userId: string): Promise<void> {
  await table(tx).deleteFrom('authenticator_app_enrolments').where('user_id', '=', userId).execute();
}

export async function deleteExpiredEnrolments(db: Queries, now: Date): Promise<void> {
  await table(db).deleteFrom('authenticator_app_enrolments').where('expires_at', '<=', now).execute();
}
