import { type Clock, DAY } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Log } from '../../foundations/log.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { createAskAfterPassword } from './ask-after-password.ts';
import { type AskForPasskey, createAskForPasskey } from './ask-for-passkey.ts';
import { deleteChallengesOf, deleteExpiredChallenges } from './challenge-table.ts';
import { type CheckPasskey, createCheckPasskey } from './check-passkey.ts';
import type { History, Notify, Policies, Sessions, TwoFactor, Users } from './doors.ts';
import { createEndOpenedWith } from './end-opened-with.ts';
import { createFinishRegistration } from './finish-registration.ts';
import { choose, findHolder, undoChoices } from './holder-table.ts';
import {
  hasLivePasskey,
  hasPasskeyThatStandsAlone,
  listLivePasskeys,
  listNames,
  removeLivePasskeys,
  renamePasskey,
  stampedPasskeys,
} from './passkey-table.ts';
import { nameOf } from './provider.ts';
import type { RelyingParty } from './relying-party.ts';
import { createRemovePasskey } from './remove-passkey.ts';
import { createPasskeyRoutes } from './routes.tsx';
import { createSetPasskeyOnly } from './set-passkey-only.ts';
import { createSettleUse, type SettleUse } from './settle-use.ts';
import { createStartRegistration } from './start-registration.ts';
import { words } from './words.ts';

export type { AskForPasskey } from './ask-for-passkey.ts';
export type { CheckedPasskey, CheckPasskey, PasskeyUse } from './check-passkey.ts';
export type { AssertionCredential } from './credential.ts';
export { passkeysPictures } from './passkeys-pictures.tsx';
export { createProveAgainWithPasskey } from './prove-again-with-passkey.ts';
export { parseAssertion, readAssertion } from './read-credential.ts';
export { createSecondFactors } from './second-factors.ts';
export type { Settlement, SettleUse } from './settle-use.ts';

/** How long a removed passkey is kept for an undo: the life of an objection link, and a day. */
const UNDO_LIFETIME = 8 * DAY;

type PasskeyNames = ReadonlyMap<string, { name: string; removed: boolean }>;

export interface Passkeys {
  ask: AskForPasskey;
  check: CheckPasskey;
  settleUse: SettleUse;
  /** Password and reset open nothing. */
  isPasskeyOnly(db: Queries, userId: string): Promise<boolean>;
  /** Two-factor is on by the user's choice of a passkey, with or without an app. */
  keepsTwoFactorOn(db: Queries, userId: string): Promise<boolean>;
  hasAny(db: Queries, userId: string): Promise<boolean>;
  /** One that is two factors by itself: for policies that want a passkey of every member. */
  hasOneThatStandsAlone(db: Queries, userId: string): Promise<boolean>;
  /** With the names people know them by. */
  list(db: Queries, userId: string, locale: 'en' | 'fr'): Promise<{ id: string; name: string }[]>;
  /** What to call a passkey that a session or an entry of the history names, by its id; forgotten ones are not among them. */
  namesOf(userId: string, locale: 'en' | 'fr'): Promise<PasskeyNames>;
  /** For a recovery: all live ones, or all but one; and the password opens the account again. Returns how many went. */
  removeAll(tx: Queries, userId: string, removal: { except?: string; changeId: string }): Promise<number>;
  /** What the change added is gone, what it removed counts again, what it chose is as before. */
  undoChange(tx: Queries, userId: string, changeId: string, undoneBy: string): Promise<void>;
  /** What the user chose about their passkeys is so again; the other choice stays as it is. */
  restoreChoices(
    tx: Queries,
    userId: string,
    choices: { asksAfterPassword?: boolean; passkeyOnly?: boolean },
    undoneBy: string,
  ): Promise<void>;
  /** After an objection: what the change added counts as added now, once. */
  doubtChange(tx: Queries, userId: string, changeId: string): Promise<void>;
  purge(): Promise<void>;
  /** Challenges are many and short: more often than the rest. */
  purgeChallenges(): Promise<void>;
}

export interface PasskeysDeps {
  database: Database;
  clock: Clock;
  relyingParty: RelyingParty;
  history: History;
  officialMail: Notify;
  log: Pick<Log, 'warn'>;
}

export function createPasskeys(deps: PasskeysDeps): Passkeys {
  const { database, clock } = deps;

  /** Nobody is left with passkeys alone and none that works. */
  async function openPasswordAgain(tx: Queries, userId: string, by: string): Promise<void> {
    if (await hasPasskeyThatStandsAlone(tx, userId)) return;
    await choose(tx, userId, 'passkey_only', { to: false, by });
  }

  return {
    ask: createAskForPasskey(deps),
    check: createCheckPasskey(deps),
    settleUse: createSettleUse(deps),
    isPasskeyOnly: async (db, userId) => (await findHolder(db, userId))?.passkeyOnly ?? false,
    async keepsTwoFactorOn(db, userId) {
      const holder = await findHolder(db, userId);
      if (holder?.passkeyOnly) return true;
      return holder?.asksAfterPassword === true && (await hasLivePasskey(db, userId));
    },
    hasAny: hasLivePasskey,
    hasOneThatStandsAlone: hasPasskeyThatStandsAlone,
    async list(db, userId, locale) {
      const rows = await listLivePasskeys(db, userId);
      return rows.map((row) => ({ id: row.id, name: nameOf(row, words(locale)) }));
    },
    async namesOf(userId, locale) {
      const rows = await listNames(database.queries, userId);
      return new Map(
        rows.map((row) => [row.id, { name: nameOf(row, words(locale)), removed: row.removed_at !== null }]),
      );
    },
    async removeAll(tx, userId, { except, changeId }) {
      const removed = await removeLivePasskeys(tx, userId, { at: clock.now(), by: changeId, except });
      await choose(tx, userId, 'passkey_only', { to: false, by: changeId });
      if (!(await hasLivePasskey(tx, userId))) {
        await choose(tx, userId, 'asks_after_password', { to: false, by: changeId });
      }
      await deleteChallengesOf(tx, userId);
      return removed.length;
    },
    async undoChange(tx, userId, changeId, undoneBy) {
      await stampedPasskeys.takeBack(tx, userId, changeId, undoneBy);
      await undoChoices(tx, userId, changeId, undoneBy);
      await openPasswordAgain(tx, userId, undoneBy);
      await deleteChallengesOf(tx, userId);
    },
    async restoreChoices(tx, userId, { asksAfterPassword, passkeyOnly }, undoneBy) {
      const by = undoneBy;
      if (asksAfterPassword !== undefined)
        await choose(tx, userId, 'asks_after_password', { to: asksAfterPassword, by });
      if (passkeyOnly !== undefined) await choose(tx, userId, 'passkey_only', { to: passkeyOnly, by });
      await openPasswordAgain(tx, userId, undoneBy);
      await deleteChallengesOf(tx, userId);
    },
    doubtChange: (tx, userId, changeId) => stampedPasskeys.makeYoung(tx, userId, changeId, clock.now()),
    async purge() {
      await stampedPasskeys.forgetRemovedBefore(database.queries, new Date(clock.now().getTime() - UNDO_LIFETIME));
    },
    purgeChallenges: () => deleteExpiredChallenges(database.queries, clock.now()),
  };
}

interface PagesDeps extends PasskeysDeps {
  users: Users;
  sessions: Sessions;
  twoFactor: TwoFactor;
  policies: Policies;
  revokeResetLinks(tx: Queries, userId: string): Promise<void>;
  commitChange: CommitSecurityChange;
  describeClient(userAgent: string): { browser: string | null; system: string | null };
  /** Our own origin, and the others that the domain of our passkeys vouches for. */
  publicUrl: URL;
  relatedOrigins: readonly string[];
}

/** The doors of the settings page, of adding one, and what other programs ask about passkeys here. */
export function createPasskeyDoors(deps: PagesDeps) {
  const { database, relyingParty, twoFactor, sessions, publicUrl, relatedOrigins } = deps;
  return createPasskeyRoutes({
    relyingParty,
    origin: publicUrl.origin,
    relatedOrigins,
    async readFacts(userId) {
      const [passkeys, holder, codesLeft, hasApp, open] = await Promise.all([
        listLivePasskeys(database.queries, userId),
        findHolder(database.queries, userId),
        twoFactor.codesLeft(database.queries, userId),
        twoFactor.isOn(database.queries, userId),
        sessions.list(userId),
      ]);
      return { passkeys, holder, codesLeft, hasApp, sessions: open };
    },
    // Else whoever phished a code would meet the rule with a passkey of their own (MR-6).
    mustProveFirst: async ({ userId, passkeyProven }) =>
      !passkeyProven &&
      (await hasPasskeyThatStandsAlone(database.queries, userId)) &&
      deps.policies.demandPasskey(database.queries, userId),
    startRegistration: createStartRegistration(deps),
    finishRegistration: createFinishRegistration(deps),
    rename: (session, id, name) => renamePasskey(database.queries, session.userId, id, name === '' ? null : name),
    remove: createRemovePasskey(deps),
    endOpenedWith: createEndOpenedWith(deps),
    askAfterPassword: createAskAfterPassword(deps),
    setPasskeyOnly: createSetPasskeyOnly(deps),
  });
}
