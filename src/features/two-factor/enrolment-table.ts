import { sql } from 'kysely';
import type { Queries } from '../../foundations/database/index.ts';
import { isNotSpentApart } from './app-table.ts';

export interface EnrolmentRow {
  session_id: string;
  app_id: string;
  user_id: string;
  name: string;
  /** The app that goes when this one is proven. */
  replaces: string | null;
  sealed_secret: Buffer;
  last_step: number;
  /** Steps that a clock which was ahead has shown, spent one by one. */
  spent_apart: number[];
  confirmed_at: Date | null;
  expires_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ authenticator_app_enrolments: EnrolmentRow }>();
}

/** One per session: starting again forgets the secret shown before. */
export async function replaceEnrolment(
  tx: Queries,
  row: Omit<EnrolmentRow, 'last_step' | 'spent_apart' | 'confirmed_at'>,
): Promise<void> {
  const fresh = { ...row, last_step: 0, spent_apart: [], confirmed_at: null };
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
    .where(isNotSpentApart(step))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Spends this very step, which has yet to come: those before it, such as the present one, stay good. */
export async function spendStepApart(db: Queries, appId: string, step: number): Promise<void> {
  await table(db)
    .updateTable('authenticator_app_enrolments')
    .set({ spent_apart: sql<number[]>`array_append(spent_apart, ${step}::bigint)` })
    .where('app_id', '=', appId)
    .where(isNotSpentApart(step))
    .execute();
}

/** `until` counts from the first time: confirming again keeps nothing alive. */
export async function noteConfirmed(
  db: Queries,
  appId: string,
  confirmed: { at: Date; name: string; until: Date },
): Promise<void> {
  await table(db)
    .updateTable('authenticator_app_enrolments')
    .set((eb) => ({
      confirmed_at: confirmed.at,
      name: confirmed.name,
      expires_at: eb.case().when('confirmed_at', 'is', null).then(confirmed.until).else(eb.ref('expires_at')).end(),
    }))
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
