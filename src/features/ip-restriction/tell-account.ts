import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import { accountAddressRefusedMail } from './account-address-refused-mail.tsx';
import type { Accounts, Refused } from './account-doors.ts';
import type { Jobs, Notify, Origin, RateLimits } from './doors.ts';
import { standingOf } from './list-table.ts';
import { NOTHING_IN_FORCE } from './put-on-trial.ts';
import { listInForce } from './restriction.ts';
import { lockRestriction, restrictionOf, updateRestriction } from './restriction-table.ts';

const TELL = 'account-addresses-tell';
const HOUR_SECONDS = 3600;
/** Of one member in one account; whoever was refused so often is known well enough. */
const MOST_TOLD = 5;

interface Deps {
  database: Database;
  clock: Clock;
  jobs: Jobs;
  rateLimits: RateLimits;
  officialMail: Notify;
  accounts: Accounts;
  users: { find(db: Queries, id: string): Promise<{ email: string; state: string } | null> };
  describeOrigin(client: Client): Origin;
}

/**
 * What happened to one person and concerns accounts with a list: they were refused, they opened an address for themselves, a
 * recovery lifted their lists. By jobs, since there the person is held first, and here the account is.
 */
export function createTellAccount(deps: Deps) {
  const { database, clock, jobs, rateLimits, officialMail, accounts, users, describeOrigin } = deps;

  /** A line of the trail and a mail to each owner: once an hour for each member, account and address (RL-6). */
  async function tellRefused({ accountId, userId, client, methods }: Refused): Promise<void> {
    await database.transaction(async (tx) => {
      const account = await accounts.lock(tx, accountId);
      const user = await users.find(tx, userId);
      if (account === null || user === null) return;
      const key = `account-address-refused:${accountId}:${userId}`;
      const once = { count: 1, perSeconds: HOUR_SECONDS };
      if (!(await rateLimits.take(tx, `${key}:${client.address ?? 'unknown'}`, once)).allowed) return;
      if (!(await rateLimits.take(tx, key, { count: MOST_TOLD, perSeconds: HOUR_SECONDS })).allowed) return;
      const acting = { accountId, userId, email: user.email, client, session: null, proofs: methods };
      await accounts.commitAccountChange(tx, { account, kind: 'address-refused', acting, tellOwners: false });
      const told = {
        account: account.name,
        member: user.email,
        at: clock.now().toISOString(),
        ...describeOrigin(client),
      };
      for (const owner of (await accounts.activeOwners(tx, accountId)).sort()) {
        await officialMail.notify(tx, { userId: owner, mail: accountAddressRefusedMail, parameters: told });
      }
    });
  }

  /** The way back of one owner: the others of each of their accounts hear that its list lets in one more address. */
  async function tellOpened(userId: string, client: Client, proofs: readonly string[], until: string): Promise<void> {
    await forEachRestricted(userId, async (tx, account, email) => {
      const acting = { accountId: account.id, userId, email, client, session: null, proofs };
      await accounts.commitAccountChange(tx, {
        account,
        kind: 'address-opened',
        acting,
        after: { until },
        tellOwners: true,
      });
    });
  }

  /** After a recovery that waited: whoever else owns the account can change its list, so it is lifted for sole owners alone. */
  async function lift(userId: string): Promise<void> {
    await forEachRestricted(userId, async (tx, account, email) => {
      if ((await accounts.activeOwners(tx, account.id)).length > 1) return;
      await clear(tx, account, 'addresses-lifted', { userId, email });
    });
  }

  async function forEachRestricted(
    userId: string,
    work: (tx: Queries, account: { id: string; name: string }, email: string) => Promise<void>,
  ): Promise<void> {
    const user = await users.find(database.queries, userId);
    for (const { id } of user ? await accounts.ownedBy(database.queries, userId) : []) {
      await database.transaction(async (tx) => {
        const account = await accounts.lock(tx, id);
        const row = account && (await lockRestriction(tx, { kind: 'account', id }));
        if (account && row && listInForce(restrictionOf(row), clock.now()) !== null) {
          await work(tx, account, user?.email ?? '');
        }
      });
    }
  }

  /** Every address again, at nobody's wish in the account. The caller holds it. False: there was no list. */
  async function clear(
    tx: Queries,
    account: { id: string; name: string },
    kind: 'addresses-lifted' | 'addresses-cleared',
    subject?: { userId: string; email: string },
  ): Promise<boolean> {
    const owner = { kind: 'account', id: account.id } as const;
    const row = await lockRestriction(tx, owner);
    const now = clock.now();
    await updateRestriction(tx, owner, { ...NOTHING_IN_FORCE, reverted_at: null }, now);
    if (row.confirmed_list === null && row.provisional_list === null) return false;
    await accounts.commitAccountChange(tx, {
      account,
      kind,
      acting: null,
      ...(subject ? { subject } : {}),
      before: await standingOf(tx, row.confirmed_list),
      after: await standingOf(tx, null),
      tellOwners: true,
    });
    return true;
  }

  jobs.define(TELL, async ({ what, userId, accountId, client, proofs, until }) => {
    const who = String(userId);
    const from = client as Client;
    const methods = proofs as readonly string[];
    if (what === 'lifted') return lift(who);
    if (what === 'opened') return tellOpened(who, from, methods, String(until));
    return tellRefused({ accountId: String(accountId), userId: who, client: from, methods });
  });

  return {
    /** In the transaction that refused. */
    refused: (tx: Queries, { accountId, userId, client, methods }: Refused) =>
      jobs.add(tx, TELL, { what: 'refused', accountId, userId, client, proofs: methods }),
    opened: (tx: Queries, userId: string, opening: { client: Client; proofs: readonly string[]; until: Date }) =>
      jobs.add(tx, TELL, { what: 'opened', userId, ...opening, until: opening.until.toISOString() }),
    lifted: (tx: Queries, userId: string) => jobs.add(tx, TELL, { what: 'lifted', userId }),
    clear,
  };
}

export type TellAccount = ReturnType<typeof createTellAccount>;
