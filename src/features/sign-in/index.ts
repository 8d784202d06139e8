import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import { deleteExpiredPendingSignIns } from './pending-table.ts';

export { createAnswerNotMe } from './answer-not-me.ts';
export { assuranceOf } from './assurance.ts';
export type { AddressRule, SecondFactors } from './doors.ts';
export { createFinishSignIn } from './finish-sign-in.ts';
export { createGuessBudget } from './guess-budget.ts';
export { createNotMeRoutes } from './not-me-routes.ts';
export { createPasskeySignInRoutes } from './passkey-routes.ts';
export { createProveAgain } from './prove-again.ts';
export { createProveSecret } from './prove-secret.ts';
export { createSignInRoutes } from './routes.tsx';
export { secondStepPicture } from './second-factor-page.tsx';
export { createSecondFactorRoutes } from './second-factor-routes.ts';
export { createSignInWithPasskey } from './sign-in-with-passkey.ts';
export { createSignInWithPassword } from './sign-in-with-password.ts';
export { createSignInWithSecondFactor } from './sign-in-with-second-factor.ts';

export function purgePendingSignIns(database: Database, clock: Clock): Promise<void> {
  return deleteExpiredPendingSignIns(database.queries, clock.now());
}
