import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Addresses, Guesses, Passkeys, Person, SecondFactors, TwoFactor } from './doors.ts';
import type { Lost, Proof } from './recovery.ts';

/** One thing that can be lost, and how its loss is made good. */
export interface LostThing {
  /** False: there is nothing to recover, or no longer. The same work for nobody. */
  isThere(db: Queries, userId: string): Promise<boolean>;
  /** The user's own names of what goes. */
  namesOf(tx: Queries, person: Pick<Person, 'id' | 'locale'>, keeps: string | null): Promise<string[]>;
  /** Removes what was lost, but for what was just proven. */
  remove(tx: Queries, person: Pick<Person, 'id' | 'email'>, removal: Removal): Promise<void>;
  /** What there was, for an undo; in the journal. */
  describe?(tx: Queries, userId: string): Promise<Record<string, unknown>>;
  /** Where proofs that need no wait do less than removing; tells the owner itself. False: there was nothing to do. */
  settleAtOnce?(tx: Queries, userId: string, given: { client: Client; proofs: readonly Proof[] }): Promise<boolean>;
}

interface Removal {
  changeId: string;
  /** The app or the passkey that was proven and stays. */
  keeps: string | null;
}

export type LostThings = Record<Lost, LostThing>;

export function createLostThings(deps: {
  secondFactors: SecondFactors;
  twoFactor: TwoFactor;
  passkeys: Passkeys;
  addresses: Addresses;
  guesses: Guesses;
}): LostThings {
  const { secondFactors, twoFactor, passkeys, addresses, guesses } = deps;
  return {
    /**
     * Everything that a sign-in or a step-up could demand: whoever came back without one of them could change nothing.
     * Backup codes stay, and the password opens the account again.
     */
    'second-factor': {
      isThere: async (db, userId) =>
        (await secondFactors.protectionsOf(db, [userId])).get(userId)?.secondFactor ?? false,
      async namesOf(tx, { id, locale }, keeps) {
        const all = [...(await twoFactor.listApps(tx, id)), ...(await passkeys.list(tx, id, locale))];
        return all.filter((one) => one.id !== keeps).map(({ name }) => name);
      },
      async remove(tx, { id, email }, { changeId, keeps }) {
        const removal = { changeId, ...(keeps === null ? {} : { except: keeps }) };
        await twoFactor.removeApps(tx, id, removal);
        await passkeys.removeAll(tx, id, removal);
        await guesses.rebind(tx, email, 'second-factor');
      },
    },
    // With every proof the one address is opened for a while; after the wait the list is gone.
    address: {
      isThere: (db, userId) => addresses.isRestricted(db, userId),
      namesOf: async () => [],
      async remove(tx, { id }) {
        await addresses.clear(tx, id);
      },
      describe: async (tx, userId) => ({ list: await addresses.confirmedList(tx, userId) }),
      settleAtOnce: async (tx, userId, { client, proofs }) =>
        (await addresses.openAddress(tx, userId, client, proofs)) !== null,
    },
  };
}
