import type { Clock } from '../../foundations/clock.ts';
import { MINUTE } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import type { OneTimeCodes } from '../../foundations/one-time-codes/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { createAskRecovery } from './ask-recovery.ts';
import { createChangeWait } from './change-wait.ts';
import type { CommitSecurityChange } from './commit-security-change.ts';
import { createCompleteRecovery } from './complete-recovery.ts';
import type {
  AccountChanges,
  Addresses,
  DescribeOrigin,
  Guesses,
  History,
  OfficialMail,
  Passkeys,
  Passwords,
  ProveSecret,
  SecondFactors,
  Sessions,
  TwoFactor,
  Users,
} from './doors.ts';
import { createEndRecovery } from './end-recovery.ts';
import { createFindOpenChange } from './find-open-change.ts';
import { createFreezes } from './freeze-changes.ts';
import { deleteFreezesUntil } from './freeze-table.ts';
import { forgetSecretsBefore, listRecentChanges } from './journal-table.ts';
import { createLiveProofs } from './live-proofs.ts';
import { createLostThings } from './lost-thing.ts';
import { createNotifyWaiting } from './notify-waiting.ts';
import { createObjectToChange } from './object-to-change.ts';
import { OBJECTION_LIFETIME, SECRETS_LIFETIME } from './objection.ts';
import { createObjectionRoutes } from './objection-routes.tsx';
import { createProveRecovery } from './prove-recovery.ts';
import type { ParseAssertion } from './read-proof.ts';
import { SETTLED_LIFETIME } from './recovery.ts';
import { createRecoveryRoutes } from './recovery-routes.tsx';
import { deleteOldRecoveries, findWaiting } from './recovery-table.ts';
import { createRunRecoveries } from './run-recoveries.ts';
import type { Undoers } from './security-change.ts';
import { createSendCode } from './send-code.ts';
import { createRecoverySettingsRoutes } from './settings-routes.tsx';
import { createStopRecovery } from './stop-recovery.ts';
import { createUndoChange } from './undo-change.ts';
import { deleteExpiredUndoProofs } from './undo-proof-table.ts';
import { findWait } from './wait-table.ts';

export { type CommitSecurityChange, createCommitSecurityChange } from './commit-security-change.ts';
export type { AccountChange, AccountChanges, AccountUndo } from './doors.ts';
export { forgetJournalAddresses, journalColumn } from './journal-table.ts';
export { isSenior } from './objection.ts';
export { createOfferObjection, type OfferObjection } from './offer-objection.ts';
export { recoveryColumn } from './recovery-table.ts';
export type { ChangeActor } from './security-change.ts';
export { createUndoers } from './undoers.ts';

const RUN_EVERY = MINUTE;

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'seal' | 'open'>;
  jobs: Pick<Jobs, 'define' | 'add' | 'every'>;
  oneTimeTokens: OneTimeTokens;
  oneTimeCodes: OneTimeCodes;
  users: Users;
  passwords: Passwords;
  secondFactors: SecondFactors;
  twoFactor: TwoFactor;
  addresses: Addresses;
  passkeys: Passkeys;
  parseAssertion: ParseAssertion;
  guesses: Guesses;
  proveSecret: ProveSecret;
  sessions: Sessions;
  history: History;
  officialMail: OfficialMail;
  commitChange: CommitSecurityChange;
  /** The highest assurance that the user's live authenticators give. */
  reachableOf(tx: Queries, userId: string): Promise<'aal1' | 'aal2'>;
  describeOrigin: DescribeOrigin;
  undoers: Undoers;
  /** What a change in a shared account was, and how it is stopped and taken back. That room is made later. */
  accountChanges(): AccountChanges;
}

/** Getting the owner back in, and nobody else: recoveries, objections, undoing, freezes. */
export function createRecovery(deps: Deps) {
  const { database, clock, jobs, twoFactor, parseAssertion } = deps;
  const db = database.queries;
  const freezes = createFreezes(deps);
  const findOpenChange = createFindOpenChange(deps);
  const lostThings = createLostThings(deps);
  const sendCode = createSendCode(deps);
  const notifyWaiting = createNotifyWaiting(deps);
  const complete = createCompleteRecovery({ ...deps, lostThings });
  const endRecovery = createEndRecovery({ ...deps, lostThings });
  const runRecoveries = createRunRecoveries({ ...deps, lostThings, complete, endRecovery, notifyWaiting });
  const liveProofs = createLiveProofs(deps);
  const recovery = createProveRecovery({ ...deps, freezes, lostThings, liveProofs, sendCode, complete, notifyWaiting });

  jobs.every('recoveries', RUN_EVERY, runRecoveries);

  return {
    endedBySignIn: endRecovery.endedBySignIn,
    voidIfGone: endRecovery.voidIfGone,
    liftFreeze: freezes.lift,
    runRecoveries,
    async purge(): Promise<void> {
      const now = clock.now();
      await deleteFreezesUntil(db, now);
      await deleteExpiredUndoProofs(db, now);
      await deleteOldRecoveries(db, now, new Date(now.getTime() - SETTLED_LIFETIME));
      await forgetSecretsBefore(db, new Date(now.getTime() - SECRETS_LIFETIME));
    },
    routes: createRecoveryRoutes({
      askRecovery: createAskRecovery({ ...deps, sendCode }),
      recovery,
      stopRecovery: createStopRecovery(deps),
      parseAssertion,
    }),
    objections: createObjectionRoutes({
      database,
      findOpenChange,
      freezes,
      objectToChange: createObjectToChange({ ...deps, freezes, findOpenChange }),
      undoChange: createUndoChange({ ...deps, findOpenChange }),
      parseAssertion,
      accountChanges: deps.accountChanges,
    }),
    settings: createRecoverySettingsRoutes({
      changeWait: createChangeWait(deps),
      async readSettings(userId) {
        const since = new Date(clock.now().getTime() - OBJECTION_LIFETIME);
        const [isOn, apps, codesLeft, wait, waiting, frozenUntil, changes] = await Promise.all([
          deps.secondFactors.isOn(db, userId),
          twoFactor.listApps(db, userId),
          twoFactor.codesLeft(db, userId),
          findWait(db, userId),
          findWaiting(db, userId),
          freezes.until(db, userId),
          listRecentChanges(db, userId, since),
        ]);
        return {
          ...{ isOn, appCount: apps.length, codesLeft, wait, waiting, frozenUntil },
          changes: changes.map(({ kind, at, objected_at, undone_at }) => ({
            kind,
            at,
            objectedAt: objected_at,
            undoneAt: undone_at,
          })),
        };
      },
    }),
  };
}
