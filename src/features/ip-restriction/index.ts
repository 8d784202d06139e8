import type { Clock } from '../../foundations/clock.ts';
import { DAY } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import { type Client, type RefusalReply, refuse, type Visit } from '../../foundations/http/index.ts';
import type { Log } from '../../foundations/log.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { AccountHistory, Accounts, Entering, ExplainRefusal, Refused } from './account-doors.ts';
import { accountElsewherePage } from './account-elsewhere-page.tsx';
import { createAccountListRoutes } from './account-list-routes.tsx';
import { type Owner, prepareList } from './address-list.ts';
import { createAdmitAddress } from './admit-address.ts';
import { createAlertOfRefusal } from './alert-of-refusal.ts';
import { createChangeAccountList } from './change-account-list.ts';
import { createConfirmList } from './confirm-list.ts';
import type { GatedSession, History, Jobs, Notify, Origin, RateLimits, Users } from './doors.ts';
import { elsewherePage } from './elsewhere-page.tsx';
import { judgeList } from './judge-list.ts';
import { deleteRetiredLists, dropDrafts, listEntries } from './list-table.ts';
import { createNoteRefusal } from './note-refusal.ts';
import { createOpenAddress } from './open-address.ts';
import { createPreparedLists } from './prepared-lists.ts';
import { createPutOnTrial, NOT_WATCHING, NOTHING_IN_FORCE } from './put-on-trial.ts';
import { createReadFacts } from './read-facts.ts';
import { createRemoveList } from './remove-list.ts';
import { replaySignIns } from './replay-sign-ins.ts';
import { DRAFT_LIFETIME, listInForce, REPLAY_TIME } from './restriction.ts';
import { lockRestriction, prepareFindRestriction, restrictionOf, updateRestriction } from './restriction-table.ts';
import { createRevertList } from './revert-list.ts';
import { createIpRestrictionRoutes } from './routes.tsx';
import { createSetList } from './set-list.ts';
import { createTellAccount } from './tell-account.ts';

export { ipRestrictionPictures } from './ip-restriction-pictures.tsx';
export type { Restriction } from './restriction.ts';

/** How long a list that counts no more is kept for an undo: the life of an objection link, and a day. */
const UNDO_LIFETIME = 8 * DAY;

interface Deps {
  database: Database;
  clock: Clock;
  log: Pick<Log, 'error'>;
  jobs: Jobs;
  users: Users;
  accounts: Accounts;
  history: History & AccountHistory;
  rateLimits: RateLimits;
  officialMail: Notify;
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
  commitChange: CommitSecurityChange;
  describeOrigin(client: Client): Origin;
  backupCodes: { left(db: Queries, userId: string): Promise<number | null> };
  /** The instant at which the day after a calendar day begins in a zone; null: no such day. */
  dayAfter(day: string, timeZone: string): Date | null;
}

/** From where an account may be used: lists of addresses, asked at every door, which never trap their owner. */
export function createIpRestriction(deps: Deps) {
  const { database, clock, history } = deps;
  const db = database.queries;
  const lists = createPreparedLists({ ...deps, listEntries });
  const findRestriction = prepareFindRestriction(database);
  const { admits, admitsSignIn, admitsInto } = createAdmitAddress({ clock, lists, findRestriction });
  const noteRefusal = createNoteRefusal(deps);
  const revert = createRevertList(deps);
  const putOnTrial = createPutOnTrial({ clock, revert });
  const tell = createTellAccount(deps);
  const room = { ...deps, lists, revert, putOnTrial, findRestriction, isRestricted, tell };
  const read = createReadFacts(room);

  return {
    /** Asked at the end of every sign-in, with the user's own list. */
    rule: {
      allows: (tx: Queries, { userId, address }: { userId: string; address: string | null }) =>
        admitsSignIn(tx, userId, address),
      refused: createAlertOfRefusal(deps),
    },

    /** An account's policy, on the way into that account: by a sign-in, a switch, an invitation. */
    accountRule: {
      allows: admitsInto,
      /** In the transaction that refused somebody who had proven everything: the account's owners hear of it. */
      refused: (tx: Queries, refused: Refused) => tell.refused(tx, refused),
      isSet: (db: Queries, accountId: string) => hasList(db, { kind: 'account', id: accountId }),
      refusal: (visit: Visit): RefusalReply => refuse('address-not-allowed', {}, accountElsewherePage(visit)),
    },

    /**
     * Every request of a live session. One that is elsewhere is frozen, not ended, and its owner's history says so: by the
     * user's own list everywhere, by an account's list in that account.
     */
    gate: {
      async refusedBy(session: GatedSession, client: Client): Promise<'own' | 'account' | null> {
        const isOwn = !(await admits(db, session.restriction, client.address));
        if (!isOwn && (await admits(db, session.accountRestriction, client.address))) return null;
        const by = isOwn ? 'own' : 'account';
        await noteRefusal(session, client, by);
        return by;
      },
      refusal: (visit: Visit, by: 'own' | 'account'): RefusalReply =>
        refuse('address-not-allowed', {}, by === 'own' ? elsewherePage(visit) : accountElsewherePage(visit)),
    },

    /** The way back: opens the one address of this request for a quarter of an hour; null: there was nothing to open. */
    openAddress: createOpenAddress(room),

    isRestricted,

    /** The version that an undo would bring back. */
    async confirmedList(tx: Queries, userId: string): Promise<string | null> {
      return (await findRestriction({ kind: 'user', id: userId }, tx))?.confirmed_list ?? null;
    },

    /** For the operator, who tells the user. False: there was nothing. */
    clear,

    /** For a recovery that has waited, which tells the user; the lists of accounts that are theirs alone go, too. */
    async lift(tx: Queries, userId: string): Promise<boolean> {
      await tell.lifted(tx, userId);
      return clear(tx, userId);
    },

    /** For the operator: the list of one account. The caller holds it. False: there was none. */
    clearAccount: (tx: Queries, account: { id: string; name: string }) => tell.clear(tx, account, 'addresses-cleared'),

    /** An undone change in an account that is held: the list that was confirmed before it counts again, at once. */
    restoreAccount: (tx: Queries, accountId: string, list: string | null) =>
      restore(tx, { kind: 'account', id: accountId }, list),

    /** An undone change: the list that was confirmed before it counts again, at once. */
    restore: (tx: Queries, userId: string, list: string | null) => restore(tx, { kind: 'user', id: userId }, list),

    /** Takes an opening back: an objection to it must bite at once. */
    async closeOpened(tx: Queries, userId: string): Promise<void> {
      await updateRestriction(
        tx,
        { kind: 'user', id: userId },
        { opened_address: null, opened_until: null },
        clock.now(),
      );
    },

    /** For the overview. */
    standing: read.standing,

    async purge(): Promise<void> {
      const now = clock.now().getTime();
      await dropDrafts(db, new Date(now - DRAFT_LIFETIME));
      await deleteRetiredLists(db, new Date(now - UNDO_LIFETIME));
    },

    /** The pages of an account's list, once the room of accounts is there. */
    accountRoutes: (accountRoom: { entering: Entering; explain: ExplainRefusal }) =>
      createAccountListRoutes({
        ...room,
        ...accountRoom,
        changing: createChangeAccountList({
          ...room,
          entering: accountRoom.entering,
          commitAccountChange: deps.accounts.commitAccountChange,
        }),
      }),

    routes: createIpRestrictionRoutes({
      readFacts: read.facts,
      async checkList(userId, entries, client) {
        const now = clock.now();
        const from = new Date(now.getTime() - REPLAY_TIME);
        const signIns = await history.listSignIns(userId, from);
        const ranges = entries.map(({ range }) => range);
        const replay = replaySignIns(signIns, ranges, { from, to: now });
        const isHere = prepareList(entries, now).contains(client.address);
        return { replay, judgement: judgeList(entries, { signIns, replay, address: client.address, isHere }) };
      },
      setList: createSetList(room),
      confirmList: createConfirmList(room),
      removeList: createRemoveList(room),
      async stopWatching(userId) {
        const owner: Owner = { kind: 'user', id: userId };
        await database.transaction((tx) => updateRestriction(tx, owner, NOT_WATCHING, clock.now()));
      },
      dayAfter: deps.dayAfter,
    }),
  };

  async function hasList(tx: Queries, owner: Owner): Promise<boolean> {
    const row = await findRestriction(owner, tx);
    return row !== null && listInForce(restrictionOf(row), clock.now()) !== null;
  }

  /** By their own list, or by that of an account they own: the way back is theirs for both. */
  async function isRestricted(tx: Queries, userId: string): Promise<boolean> {
    if (await hasList(tx, { kind: 'user', id: userId })) return true;
    for (const { id } of await deps.accounts.ownedBy(tx, userId)) {
      if (await hasList(tx, { kind: 'account', id })) return true;
    }
    return false;
  }

  async function clear(tx: Queries, userId: string): Promise<boolean> {
    const owner: Owner = { kind: 'user', id: userId };
    const row = await lockRestriction(tx, owner);
    await updateRestriction(tx, owner, { ...NOTHING_IN_FORCE, reverted_at: null }, clock.now());
    return row.confirmed_list !== null || row.provisional_list !== null;
  }

  async function restore(tx: Queries, owner: Owner, list: string | null): Promise<void> {
    await lockRestriction(tx, owner);
    await updateRestriction(tx, owner, { ...NOTHING_IN_FORCE, reverted_at: null, confirmed_list: list }, clock.now());
  }
}
