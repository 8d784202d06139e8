import { type Clock, DAY } from '../../foundations/clock.ts';
import { type KeyRing, newId } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { hasLiveApp, listLiveApps, removeLiveApps, renameApp, stampedApps } from './app-table.ts';
import { deleteOldSets, doubtSets, findLiveSet, undoSetChange } from './backup-code-table.ts';
import { createCheckBackupCode } from './check-backup-code.ts';
import { APP_SECRET, type Checked, createCheckTotp } from './check-totp.ts';
import { createConfirmEnrolment } from './confirm-enrolment.ts';
import type { Guesses, Hashing, Notify, Passkeys, Policies, RaiseSession, Sessions, Users } from './doors.ts';
import { deleteExpiredEnrolments, findEnrolment } from './enrolment-table.ts';
import { createFinishEnrolment } from './finish-enrolment.ts';
import { createMakeBackupCodes } from './make-backup-codes.ts';
import { createRemoveApps } from './remove-apps.ts';
import { createTwoFactorRoutes } from './routes.tsx';
import { createSaveBackupCodes } from './save-backup-codes.ts';
import { createStartEnrolment, enrolmentOf } from './start-enrolment.ts';

export type { Authenticator } from '../sessions/index.ts';
export type { Checked } from './check-totp.ts';
export { appSecretColumns } from './sealed-secrets.ts';
export { twoFactorPictures } from './two-factor-pictures.tsx';

/** How long a removed app or a void set is kept for an undo: the life of an objection link, and a day. */
const UNDO_LIFETIME = 8 * DAY;

export interface TwoFactor {
  isOn(db: Queries, userId: string): Promise<boolean>;
  codesLeft(db: Queries, userId: string): Promise<number | null>;
  listApps(db: Queries, userId: string): Promise<{ id: string; name: string }[]>;
  /** Checks and spends; `before`: what stood just before that moment, for an undo. */
  checkTotp(userId: string | null, code: string, options?: { before?: Date }): Promise<Checked>;
  /**
   * The same for a backup code; one hash in every case, and the owner is mailed of a use. `spends` false: it stays unused.
   * Refuses with TooBusy.
   */
  checkBackupCode(userId: string | null, code: string, options?: { before?: Date; spends?: boolean }): Promise<Checked>;
  /** For a recovery: every live app, or all but one. Backup codes stay. Returns how many went. */
  removeApps(tx: Queries, userId: string, removal: { except?: string; changeId: string }): Promise<number>;
  /** What the change added is gone, what it removed or voided counts again. */
  undoChange(tx: Queries, userId: string, changeId: string, undoneBy: string): Promise<void>;
  /** After an objection: what the change added counts as added now, once. */
  doubtChange(tx: Queries, userId: string, changeId: string): Promise<void>;
}

export interface TwoFactorDeps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'seal' | 'open'>;
  hashing: Hashing;
  officialMail: Notify;
}

export function createTwoFactor(deps: TwoFactorDeps): TwoFactor & { purge(): Promise<void> } {
  const { database, clock } = deps;
  return {
    isOn: hasLiveApp,
    codesLeft: async (db, userId) => (await findLiveSet(db, userId))?.left ?? null,
    listApps: async (db, userId) => (await listLiveApps(db, userId)).map(({ id, name }) => ({ id, name })),
    checkTotp: createCheckTotp(deps),
    checkBackupCode: createCheckBackupCode(deps),
    async removeApps(tx, userId, { except, changeId }) {
      const removed = await removeLiveApps(tx, userId, { at: clock.now(), by: changeId, except });
      return removed.length;
    },
    async undoChange(tx, userId, changeId, undoneBy) {
      await stampedApps.takeBack(tx, userId, changeId, undoneBy);
      await undoSetChange(tx, userId, changeId, undoneBy);
    },
    async doubtChange(tx, userId, changeId) {
      await stampedApps.makeYoung(tx, userId, changeId, clock.now());
      await doubtSets(tx, userId, changeId, clock.now());
    },
    async purge() {
      const now = clock.now();
      const voidBefore = new Date(now.getTime() - UNDO_LIFETIME);
      await deleteExpiredEnrolments(database.queries, now);
      await deleteOldSets(database.queries, now, voidBefore);
      await stampedApps.forgetRemovedBefore(database.queries, voidBefore);
    },
  };
}

export interface TwoFactorPagesDeps extends TwoFactorDeps {
  users: Users;
  sessions: Sessions;
  guesses: Guesses;
  raiseSession: RaiseSession;
  rateLimits: Pick<RateLimits, 'take'>;
  policies: Policies;
  passkeys: Passkeys;
  commitChange: CommitSecurityChange;
  onEnabled(tx: Queries, userId: string): Promise<void>;
  brand: string;
  site: string;
}

/** The doors of the settings page and of the enrolment. */
export function createTwoFactorDoors(deps: TwoFactorPagesDeps) {
  const { database, clock, keyRing, brand, site } = deps;
  const makeBackupCodes = createMakeBackupCodes(deps);
  return createTwoFactorRoutes({
    site: `${brand}, ${site}`,
    async readFacts(userId) {
      const [apps, codes, any, asked] = await Promise.all([
        listLiveApps(database.queries, userId),
        findLiveSet(database.queries, userId),
        deps.passkeys.hasAny(database.queries, userId),
        deps.passkeys.keepsTwoFactorOn(database.queries, userId),
      ]);
      return {
        apps: apps.map((app) => ({
          id: app.id,
          name: app.name,
          createdAt: app.created_at,
          lastUsedAt: app.last_used_at,
        })),
        codes,
        passkeys: { any, asked },
      };
    },
    startEnrolment: createStartEnrolment({ database, clock, keyRing, issuer: brand }),
    async openEnrolment(session) {
      const row = await findEnrolment(database.queries, session, clock.now());
      // 2F-5: once it was proven, the seed is never shown again.
      if (row === null || row.confirmed_at !== null) return null;
      return enrolmentOf(keyRing.open(APP_SECRET, row.app_id, row.sealed_secret), session.email, brand);
    },
    confirmEnrolment: createConfirmEnrolment({ database, clock, keyRing, makeBackupCodes }),
    finishEnrolment: createFinishEnrolment(deps),
    removeApps: createRemoveApps(deps),
    renameApp: (session, id, name) => renameApp(database.queries, session.userId, id, name),
    makeBackupCodes: (session) => makeBackupCodes(session, newId('bcs')),
    saveBackupCodes: createSaveBackupCodes(deps),
  });
}
