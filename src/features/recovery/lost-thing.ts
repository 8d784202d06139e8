import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Addresses, Guesses, Passkeys, Person, TwoFactor } from './doors.ts';
import type { Lost, Proof } from './recovery.ts';

/** One thing that can be lost, and how its loss is made good. */
export interface LostThing {
  /** False: there is nothing to recover, or no longer. */
  isThere(db: Queries, userId: string): Promise<boolean>;
  /** Removes what was lost, but for what was just proven; returns the user's own names of it. */
  remove(tx: Queries, person: Pick<Person, 'id' | 'email' | 'locale'>, removal: Removal): Promise<string[]>;
  /** What there was, for an undo; in the journal. */
  describe?(tx: Queries, userId: string): Promise<Record<string, unknown>>;
  /** Where proofs that need no wait do less than removing; tells the owner itself. False: there was nothing to do. */
  settleAtOnce?(tx: Queries, userId: string, given: { client: Client; proofs: readonly Proof[] }): Promise<boolean>;
}

interface Removal {
  changeId: string;
  /** The app or the passkey that was proven and stays. */
  except?: string;
}

export type LostThings = Record<Lost, LostThing>;

export function createLostThings(deps: {
  twoFactor: TwoFactor;
  passkeys: Passkeys;
  addresses: Addresses;
  guesses: Guesses;
}): LostThings {
  const { twoFactor, passkeys, addresses, guesses } = deps;
  return {
    // Backup codes and everything else stay.
    'second-factor': {
      isThere: (db, userId) => twoFactor.isOn(db, userId),
      async remove(tx, { id, email }, { changeId, except }) {
        const apps = await twoFactor.listApps(tx, id);
        await twoFactor.removeApps(tx, id, { changeId, ...(except === undefined ? {} : { except }) });
        await guesses.rebind(tx, email, 'second-factor');
        return apps.filter((app) => app.id !== except).map(({ name }) => name);
      },
    },
    // The password opens the account again.
    passkey: {
      isThere: (db, userId) => passkeys.hasAny(db, userId),
      async remove(tx, { id, locale }, { changeId, except }) {
        const all = await passkeys.list(tx, id, locale);
        await passkeys.removeAll(tx, id, { changeId, ...(except === undefined ? {} : { except }) });
        return all.filter((passkey) => passkey.id !== except).map(({ name }) => name);
      },
    },
    // With every proof the one address is opened for a while; after the wait the list is gone.
    address: {
      isThere: (db, userId) => addresses.isRestricted(db, userId),
      async remove(tx, { id }) {
        await addresses.clear(tx, id);
        return [];
      },
      describe: async (tx, userId) => ({ list: await addresses.confirmedList(tx, userId) }),
      settleAtOnce: async (tx, userId, { client, proofs }) =>
        (await addresses.openAddress(tx, userId, client, proofs)) !== null,
    },
  };
}
