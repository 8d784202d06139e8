import type { Clock } from '../../foundations/clock.ts';
import { DAY } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import { type Client, type RefusalReply, refuse, type Visit } from '../../foundations/http/index.ts';
import type { Log } from '../../foundations/log.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { type Owner, prepareList } from './address-list.ts';
import { createAdmitAddress } from './admit-address.ts';
import { createAlertOfRefusal } from './alert-of-refusal.ts';
import { createConfirmList } from './confirm-list.ts';
import type { History, Jobs, Notify, Origin, RateLimits, Users } from './doors.ts';
import { elsewherePage } from './elsewhere-page.tsx';
import { judgeList } from './judge-list.ts';
import { deleteRetiredLists, listEntries } from './list-table.ts';
import { createNoteRefusal } from './note-refusal.ts';
import { createOpenAddress } from './open-address.ts';
import { createPreparedLists } from './prepared-lists.ts';
import { createReadFacts } from './read-facts.ts';
import { createRemoveList } from './remove-list.ts';
import { replaySignIns } from './replay-sign-ins.ts';
import { listInForce, REPLAY_TIME, type Restriction } from './restriction.ts';
import { lockRestriction, prepareFindRestriction, restrictionOf, updateRestriction } from './restriction-table.ts';
import { createRevertList } from './revert-list.ts';
import { createIpRestrictionRoutes } from './routes.tsx';
import { createSetList, NOT_WATCHING, NOTHING_IN_FORCE } from './set-list.ts';

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
  history: History;
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
  const { admits, admitsSignIn } = createAdmitAddress({ clock, lists, findRestriction });
  const noteRefusal = createNoteRefusal(deps);
  const revert = createRevertList(deps);
  const room = { ...deps, lists, revert, findRestriction };
  const read = createReadFacts(room);

  return {
    /** Asked at the end of every sign-in, with the user's own list. */
    rule: {
      allows: (tx: Queries, { userId, address }: { userId: string; address: string | null }) =>
        admitsSignIn(tx, { kind: 'user', id: userId }, address),
      refused: createAlertOfRefusal(deps),
    },

    /** An account's policy, for requests in that account and for moving there; asked like the user's own. */
    accountRule: {
      allows: (tx: Queries, { accountId, address }: { accountId: string; address: string | null }) =>
        admitsSignIn(tx, { kind: 'account', id: accountId }, address),
    },

    /** Every request of a live session. One that is elsewhere is frozen, not ended, and its owner's history says so. */
    gate: {
      async admits(
        session: { id: string; userId: string; restriction: Restriction | null },
        client: Client,
      ): Promise<boolean> {
        if (await admits(db, session.restriction, client.address)) return true;
        await noteRefusal(session, client);
        return false;
      },
      refusal: (visit: Visit): RefusalReply => refuse('address-not-allowed', {}, elsewherePage(visit)),
    },

    /** The way back: opens the one address of this request for a quarter of an hour; null: there was nothing to open. */
    openAddress: createOpenAddress(deps),

    async isRestricted(tx: Queries, userId: string): Promise<boolean> {
      const row = await findRestriction({ kind: 'user', id: userId }, tx);
      return row !== null && listInForce(restrictionOf(row), clock.now()) !== null;
    },

    /** The version that an undo would bring back. */
    async confirmedList(tx: Queries, userId: string): Promise<string | null> {
      return (await findRestriction({ kind: 'user', id: userId }, tx))?.confirmed_list ?? null;
    },

    /** For the operator and for a recovery that has waited; they tell the user. False: there was nothing. */
    async clear(tx: Queries, userId: string): Promise<boolean> {
      const owner: Owner = { kind: 'user', id: userId };
      const row = await lockRestriction(tx, owner);
      await updateRestriction(tx, owner, { ...NOTHING_IN_FORCE, reverted_at: null }, clock.now());
      return row.confirmed_list !== null || row.provisional_list !== null;
    },

    /** An undone change: the list that was confirmed before it counts again, at once. */
    async restore(tx: Queries, userId: string, list: string | null): Promise<void> {
      const owner: Owner = { kind: 'user', id: userId };
      await lockRestriction(tx, owner);
      await updateRestriction(tx, owner, { ...NOTHING_IN_FORCE, reverted_at: null, confirmed_list: list }, clock.now());
    },

    /** For the overview. */
    standing: read.standing,

    purge: () => deleteRetiredLists(db, new Date(clock.now().getTime() - UNDO_LIFETIME)),

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
}
