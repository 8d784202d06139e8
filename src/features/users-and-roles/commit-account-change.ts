import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { OfferObjection } from '../recovery/index.ts';
import { accountChangedMail } from './account-changed-mail.tsx';
import type { ActivityKind, Facts } from './activity.ts';
import { insertActivity } from './activity-table.ts';
import type { Acting, History, OfficialMail } from './doors.ts';
import { membershipChangedMail } from './membership-changed-mail.tsx';
import { lockActiveOwners } from './membership-table.ts';
import { isObjectable } from './objection.ts';

/** One change in an account. What an undo by an owner needs is in `kind`, `subject`, `before` and `after`. */
export interface AccountChange {
  account: { id: string; name: string };
  kind: ActivityKind;
  /** null: nobody did it, it was due. */
  acting: Acting | null;
  /** Whom it is about, when it is about a person. */
  subject?: { userId: string | null; email: string };
  before?: Facts;
  after?: Facts;
  /** Owners are told of every change; not of looks and of what concerns an invited stranger alone. */
  tellOwners: boolean;
  /** The subject gets a mail of their own words. */
  tellSubject?: boolean;
  /** The subject was an owner who could act until this change: their mail has a way to object, as every owner's has. */
  wasOwner?: boolean;
}

export type CommitAccountChange = (tx: Queries, change: AccountChange) => Promise<void>;

interface Deps {
  clock: Clock;
  describeClient(userAgent: string): { browser: string | null; system: string | null };
  history: History;
  officialMail: Pick<OfficialMail, 'notify'>;
  offerObjection: OfferObjection;
}

/**
 * What every change in an account does besides the change itself, in the caller's transaction: the line of the trail,
 * the entry in the actor's own history, the mails to the owners and to whom it is about (NM-1). All or nothing.
 */
export function createCommitAccountChange(deps: Deps): CommitAccountChange {
  const { clock, describeClient, history, officialMail, offerObjection } = deps;

  return async (tx, change) => {
    const { account, kind, acting, subject, before = {}, after = {} } = change;
    const now = clock.now();
    const { browser, system } = acting ? describeClient(acting.client.userAgent) : { browser: null, system: null };
    const id = newId('act');
    await insertActivity(tx, {
      id,
      accountId: account.id,
      at: now,
      kind,
      actor: acting && { userId: acting.userId, email: acting.email },
      subject: subject ?? null,
      before,
      after,
      sessionId: acting?.session?.id ?? null,
      methods: acting?.session?.methods ?? acting?.proofs ?? [],
      assurance: acting?.session?.assurance ?? null,
      address: acting?.client.address ?? null,
      browser,
      system,
    });
    if (!change.tellOwners) return;
    if (acting) {
      const { userId, client, session, proofs = [] } = acting;
      await history.recordEvent(tx, {
        kind: 'account-changed',
        userId,
        accountId: account.id,
        client,
        outcome: 'success',
        ...(session ? { sessionId: session.id, methods: session.methods } : { methods: proofs }),
      });
    }
    const told = {
      kind,
      at: now.toISOString(),
      account: account.name,
      by: acting?.email ?? null,
      member: subject?.email ?? null,
      address: acting?.client.address ?? null,
      before,
      after,
    };
    const aboutThem = change.tellSubject && subject?.userId ? subject.userId : null;
    const readers = new Set([...(await lockActiveOwners(tx, account.id)), ...(aboutThem ? [aboutThem] : [])]);
    const { address: _, ...withoutAddress } = told;
    // In one order over all accounts, so that two transactions never wait for each other's mail budgets crosswise.
    for (const userId of [...readers].sort()) {
      const mayObject = isObjectable(change) && (userId !== aboutThem || change.wasOwner === true);
      const link = mayObject ? await offerObjection(tx, { ownerId: userId, change: id, actor: acting }) : null;
      const to = { userId, ...(link ? { objection: { ...link, scope: 'account' as const } } : {}) };
      await (userId === aboutThem
        ? officialMail.notify(tx, { ...to, mail: membershipChangedMail, parameters: withoutAddress })
        : officialMail.notify(tx, { ...to, mail: accountChangedMail, parameters: told }));
    }
  };
}
