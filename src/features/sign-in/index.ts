import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import { deleteExpiredPendingSignIns } from './pending-table.ts';

export { createAnswerNotMe } from './answer-not-me.ts';
export type { AddressRule, SecondFactors } from './doors.ts';
export { createFinishSignIn } from './finish-sign-in.ts';
export { createGuessBudget } from './guess-budget.ts';
export { createNotMeRoutes } from './not-me-routes.ts';
export { createProvePassword } from './prove-password.ts';
export { createSignInRoutes } from './routes.tsx';
export { createSignInWithPassword } from './sign-in-with-password.ts';

export function purgePendingSignIns(database: Database, clock: Clock): Promise<void> {
  return deleteExpiredPendingSignIns(database.queries, clock.now());
}
