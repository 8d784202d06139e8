import type { Clock } from '../../foundations/clock.ts';
import { type KeyRing, newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import { hasLiveApp } from './app-table.ts';
import { APP_SECRET } from './check-totp.ts';
import type { SignedInOwner } from './doors.ts';
import { findEnrolment, noteConfirmed, spendEnrolmentStep, spendStepApart } from './enrolment-table.ts';
import type { MakeBackupCodes, ShownCodes } from './make-backup-codes.ts';
import { ENROLMENT_LIFETIME } from './start-enrolment.ts';
import { clockErrorSeconds, matchingStep, matchingStepOfWrongClock, readCode } from './totp.ts';

export type ConfirmResult =
  /** The codes are shown now and never again; two-factor turns on when they are saved. */
  | { result: 'codes'; codes: ShownCodes }
  /** Two-factor was on before: the app may be taken into use at once. */
  | { result: 'ready' }
  | { result: 'wrong' }
  | { result: 'wrong-clock'; seconds: number }
  /** No enrolment in this session, or its ten minutes are over. */
  | { result: 'over' };

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'open'>;
  makeBackupCodes: MakeBackupCodes;
}

/**
 * Proves the new app with one code, which is spent by it. A clock that is wrong is told here alone, where nobody is
 * kept out by it (RFC 6238 §6); the step it showed is spent too, and no other: set right, it goes on at once.
 */
export function createConfirmEnrolment({ database, clock, keyRing, makeBackupCodes }: Deps) {
  return async (session: SignedInOwner, typed: string, newName?: string): Promise<ConfirmResult> => {
    const db = database.queries;
    const now = clock.now();
    const enrolment = await findEnrolment(db, session, now);
    if (enrolment === null) return { result: 'over' };
    const { app_id: appId, sealed_secret: sealed } = enrolment;
    const code = readCode(typed);
    if (code === null) return { result: 'wrong' };
    const seed = keyRing.open(APP_SECRET, appId, sealed);
    const step = matchingStep(seed, code, now);
    if (step === null) {
      const shown = matchingStepOfWrongClock(seed, code, now);
      if (shown === null) return { result: 'wrong' };
      const seconds = clockErrorSeconds(shown, now);
      // What is behind is accepted nowhere any more.
      if (seconds > 0) await spendStepApart(db, appId, shown);
      return { result: 'wrong-clock', seconds };
    }
    if (!(await spendEnrolmentStep(db, appId, step))) return { result: 'wrong' };
    const until = new Date(now.getTime() + ENROLMENT_LIFETIME);
    await noteConfirmed(db, appId, { at: now, name: newName ?? enrolment.name, until });
    if (await hasLiveApp(db, session.userId)) return { result: 'ready' };
    return { result: 'codes', codes: await makeBackupCodes(session, newId('bcs')) };
  };
}
