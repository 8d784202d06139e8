import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { insertJournalEntry } from './journal-table.ts';
import { OBJECTION, OBJECTION_LIFETIME } from './objection.ts';

interface Deps {
  clock: Clock;
  describeClient(userAgent: string): { browser: string | null; system: string | null };
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
  /** The highest assurance that the user's live authenticators give. */
  reachableOf(tx: Queries, userId: string): Promise<'aal1' | 'aal2'>;
}

/** A change in a shared account, for one of its owners. */
interface OfferedObjection {
  ownerId: string;
  /** The change's line in the account's trail. */
  change: string;
  /** null: nobody did it, its time had come. */
  actor: {
    userId: string;
    client: Client;
    session: { id: string; methods: readonly string[]; assurance: string } | null;
    proofs?: readonly string[];
  } | null;
}

export type OfferObjection = (tx: Queries, offer: OfferedObjection) => Promise<{ token: string }>;

/**
 * The link with which one owner objects to a change in a shared account, in the change's transaction. What this owner could
 * prove at that moment is kept with it: an undo asks for it.
 */
export function createOfferObjection(deps: Deps): OfferObjection {
  const { clock, oneTimeTokens } = deps;
  return async (tx, { ownerId, change, actor }) => {
    const id = newId('chg');
    const { browser, system } = actor ? deps.describeClient(actor.client.userAgent) : { browser: null, system: null };
    await insertJournalEntry(tx, {
      id,
      user_id: ownerId,
      at: clock.now(),
      kind: 'account-changed',
      before_value: {},
      after_value: {},
      sealed_before: null,
      actor_user_id: actor?.userId ?? null,
      session_id: actor?.session?.id ?? null,
      proof_methods: actor?.session?.methods ?? actor?.proofs ?? [],
      proof_assurance: actor?.session?.assurance ?? null,
      address: actor?.client.address ?? null,
      ...{ browser, system },
      reachable_before: await deps.reachableOf(tx, ownerId),
      account_change: change,
    });
    const lifetimeMs = OBJECTION_LIFETIME;
    return {
      token: await oneTimeTokens.issue(tx, { purpose: OBJECTION, subject: id, lifetimeMs, replaceEarlier: false }),
    };
  };
}
