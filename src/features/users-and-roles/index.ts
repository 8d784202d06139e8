import { type Clock, HOUR, MINUTE } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client, CookieChange, FieldError } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';
import type { OfferObjection } from '../recovery/index.ts';
import { createAccountRoutes } from './account-routes.ts';
import { insertAccount, lockAccountRow } from './account-table.ts';
import { createActivityRoutes } from './activity-routes.ts';
import { forgetActivityAddresses } from './activity-table.ts';
import { createAnswerInvitation } from './answer-invitation.ts';
import { createCatalogue } from './catalogue.ts';
import { createChangeAccount } from './change-account.ts';
import { createChangeMember } from './change-member.ts';
import { createCommitAccountChange } from './commit-account-change.ts';
import { readCompanyPermissions } from './company-permissions.ts';
import type { AddressRule, History, OfficialMail, Protections, Users } from './doors.ts';
import { createEndOffers } from './end-offers.ts';
import { createEnterAccount } from './enter-account.ts';
import { KEPT_AFTER_EXPIRY, SEND_INVITATION } from './invitation.ts';
import type { NewPasswordWords } from './invitation-page.tsx';
import { createInvitationRoutes } from './invitation-routes.ts';
import { deleteOldInvitations } from './invitation-table.ts';
import { createInviteMember } from './invite-member.ts';
import { createListMembers } from './list-members.ts';
import { createMemberRoutes } from './member-routes.ts';
import {
  firstAccountOf,
  insertMembership,
  isDemanded,
  listActiveMembers,
  listOwnedBy,
  lockActiveOwners,
} from './membership-table.ts';
import { createNoteView } from './note-view.ts';
import { createObjectedChanges } from './objected-changes.ts';
import { createOwnRoutes } from './own-routes.ts';
import { createPlaceSignIn, type Place } from './place-sign-in.ts';
import { createReadDay } from './read-day.ts';
import { refusalReply } from './refusals.ts';
import { createSendInvitation } from './send-invitation.ts';
import { createSetRules } from './set-rules.ts';
import { createSettleAccount, type Settling } from './settle-account.ts';
import { createSignUpInvited, type OpenProven } from './sign-up-invited.ts';
import { createStopChanges } from './stop-changes.ts';
import { createSwitchAccount, type MoveSession } from './switch-account.ts';
import { createTakeBackChange } from './take-back-change.ts';
import { createTellMembers, TELL_EVERY, TELL_MEMBERS } from './tell-members.ts';

export { authorize, type Decision } from './authorize.ts';
export type { CommitAccountChange } from './commit-account-change.ts';
export { PermissionsFileError } from './company-permissions.ts';
export type { Acting, Outcome } from './doors.ts';
export type { EnterAccount } from './enter-account.ts';
export { isGranted, type Permission } from './permission.ts';
export type { Place } from './place-sign-in.ts';
export { type PolicyState, policyState } from './policy.ts';
export { ruleNeededPage } from './rule-needed-page.tsx';
export { usersAndRolesPictures } from './users-and-roles-pictures.tsx';

/** How often what is due is settled although nobody looks. */
const SETTLE_EVERY = MINUTE;

export interface Accounts {
  /** An account of one's own, its user the active owner; part of the sign-up's transaction. */
  open(tx: Queries, owner: { userId: string; name: string }): Promise<{ id: string }>;
  /** Where a sign-in lands: the user's own account first. Who lost their last one gets a new one. */
  firstOf(tx: Queries, userId: string): Promise<Place | null>;
  /** The account a sign-in would land in, if they are in any. */
  homeOf(db: Queries, userId: string): Promise<Place | null>;
  /**
   * Where a session may be, from `home` on, as far as the accounts' lists of addresses say. `refusedBy`: the first of the user's
   * accounts, when every one that they own refuses.
   */
  placeFor(
    tx: Queries,
    userId: string,
    home: Place | null,
    mayUse: (place: Place) => Promise<boolean>,
  ): Promise<{ place: { id: string } | null; refusedBy?: Place }>;
  /** What is due in one account, or in all, happens now. Cheap when nothing is. */
  settleDue(accountId?: string): Promise<void>;
  /** Whether an account that this user works in wants a second factor, now or from a day to come. */
  demandSecondFactor(db: Queries, userId: string): Promise<boolean>;
  /** The same of a passkey. */
  demandPasskey(db: Queries, userId: string): Promise<boolean>;
}

interface AccountsDeps {
  database: Database;
  clock: Clock;
  users: Users;
  describeClient(userAgent: string): { browser: string | null; system: string | null };
  history: History;
  officialMail: OfficialMail;
  offerObjection: OfferObjection;
}

/** Accounts as sign-up, sign-in and sessions need them. */
export function createAccounts(deps: AccountsDeps) {
  const { clock, users } = deps;
  const commitAccountChange = createCommitAccountChange(deps);
  const settling: Settling = createSettleAccount({ ...deps, commitAccountChange });

  const accounts: Accounts = {
    async open(tx, { userId, name }) {
      const now = clock.now();
      const id = newId('acc');
      await insertAccount(tx, { id, name, created_at: now });
      await insertMembership(tx, { account_id: id, user_id: userId, role: 'owner', state: 'active', joined_at: now });
      return { id };
    },
    async firstOf(tx, userId) {
      return (await firstAccountOf(tx, userId)) ?? openHome(tx, userId);
    },
    homeOf: firstAccountOf,
    placeFor: (tx, userId, home, mayUse) => placeSignIn(tx, userId, home, mayUse),
    settleDue: settling.settleDue,
    demandSecondFactor: (db, userId) => isDemanded(db, userId, 'second-factor'),
    demandPasskey: (db, userId) => isDemanded(db, userId, 'passkey'),
  };
  const placeSignIn = createPlaceSignIn({ openHome });

  async function openHome(tx: Queries, userId: string): Promise<Place | null> {
    const user = await users.find(tx, userId);
    if (user === null) return null;
    const name = user.name || user.email;
    return { ...(await accounts.open(tx, { userId, name })), name, isOwner: true, restricted: false };
  }

  return {
    ...accounts,
    settling,
    commitAccountChange,
    lock: lockAccountRow,
    activeOwners: lockActiveOwners,
    ownedBy: listOwnedBy,
    membersOf: listActiveMembers,
  };
}

interface Deps {
  database: Database;
  clock: Clock;
  accounts: ReturnType<typeof createAccounts>;
  users: Users;
  jobs: Pick<Jobs, 'add'>;
  rateLimits: Pick<RateLimits, 'take'>;
  oneTimeTokens: OneTimeTokens;
  officialMail: OfficialMail;
  protections: Protections;
  moveSession: MoveSession;
  /** From where an account may be used. */
  addressRule: AddressRule;
  /** An undone change of the account's list of addresses. */
  restoreAddresses(tx: Queries, accountId: string, list: string | null): Promise<void>;
  lastSignInsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, Date>>;
  startOfDay(day: string, timeZone: string): Date | null;
  nextDay(day: string): string;
  normaliseName(typed: string): string | null;
  hashPassword(password: string): Promise<string>;
  judgePassword(password: string, context: { email: string; name: string }, locale: Locale): Promise<FieldError | null>;
  newPasswordWords(locale: Locale): NewPasswordWords;
  openProven: OpenProven;
  /** Whether an authenticator counts against whoever came later (recovery). */
  isSenior(authenticator: { seniorFrom: Date }, moment: Date): boolean;
  /** The company's own permissions; undefined: a registrar's. */
  permissionsFile: string | undefined;
  ownershipWaitHours: number;
  retentionDays: number;
}

/** Accounts shared by a team: members, invitations, roles, policy, and the trail of it all. */
export function createUsersAndRoles(deps: Deps) {
  const { database, clock, accounts, oneTimeTokens, protections, addressRule, moveSession, ownershipWaitHours } = deps;
  const { queries } = database;
  const { settling, commitAccountChange } = accounts;
  const catalogue = createCatalogue(readCompanyPermissions(deps.permissionsFile));
  const entering = createEnterAccount({ database, clock, catalogue, settle: settling.settle });
  const inviting = createInviteMember({ ...deps, catalogue, entering, commitAccountChange });
  const endOffers = createEndOffers({ catalogue, oneTimeTokens, settling, commitAccountChange });
  const changing = createChangeMember({
    entering,
    addressRule,
    settling,
    inviting,
    endOffers,
    ensureHome: accounts.firstOf,
    commitAccountChange,
  });
  const setRules = createSetRules(deps);
  const tellMembers = createTellMembers(deps);
  const stopChanges = createStopChanges({ ...deps, settling, commitAccountChange });
  const takeBackChange = createTakeBackChange({
    ...deps,
    settling,
    endOffers,
    ensureHome: accounts.firstOf,
    setRules,
    commitAccountChange,
  });
  const ownershipWaitMs = ownershipWaitHours * HOUR;
  const answering = createAnswerInvitation({ ...deps, catalogue, settling, commitAccountChange, ownershipWaitMs });
  const signUpInvited = createSignUpInvited({ ...deps, answering });
  const noteView = createNoteView({ queries, clock, commitAccountChange });
  const readDay = createReadDay(deps.startOfDay);
  const sendInvitation = createSendInvitation(deps);

  const goHome = (
    session: { id: string; userId: string },
    secret: string,
    { address }: Pick<Client, 'address'>,
  ): Promise<CookieChange | null> =>
    database.transaction(async (tx) => {
      const { userId } = session;
      const first = await accounts.homeOf(tx, userId);
      const { place, refusedBy } = await accounts.placeFor(tx, userId, first, ({ id, isOwner }) =>
        addressRule.allows(tx, { accountId: id, userId, isOwner, address }),
      );
      const home = place ?? refusedBy;
      return home ? moveSession(tx, session, secret, home.id) : null;
    });

  return {
    catalogue,
    entering,
    explainRefusal: refusalReply,
    objectedChanges: createObjectedChanges({ ...deps, settling, stopChanges, takeBackChange }),
    releaseChanges: stopChanges.release,
    routes: {
      members: createMemberRoutes({
        ...deps,
        queries,
        catalogue,
        listing: createListMembers({ ...deps, queries }),
        changing,
        settling,
        noteView,
        readDay,
      }),
      invitations: createInvitationRoutes({ ...deps, queries, catalogue, inviting, answering, signUpInvited }),
      account: createAccountRoutes({
        ...deps,
        catalogue,
        changing: createChangeAccount({ entering, protections, setRules, commitAccountChange }),
        readDay,
      }),
      own: createOwnRoutes({
        database,
        clock,
        switchAccount: createSwitchAccount({ database, clock, settling, moveSession, addressRule }),
        changing,
        settling,
        goHome,
      }),
      activity: createActivityRoutes({ ...deps, queries, noteView, commitAccountChange, readDay }),
    },
    defineJobs(jobs: Pick<Jobs, 'define' | 'every'>): void {
      jobs.define(SEND_INVITATION, ({ invitationId, sourcePrefix }) =>
        sendInvitation(String(invitationId), String(sourcePrefix)),
      );
      jobs.every('settle-accounts', SETTLE_EVERY, () => settling.settleDue());
      jobs.every(TELL_MEMBERS, TELL_EVERY, tellMembers);
    },
    async purge(forgetAddressesBefore: Date): Promise<void> {
      await deleteOldInvitations(queries, new Date(clock.now().getTime() - KEPT_AFTER_EXPIRY));
      await forgetActivityAddresses(queries, forgetAddressesBefore);
    },
  };
}
