import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { OneTimeCodes } from '../../foundations/one-time-codes/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { Actor } from './address-doors.ts';
import { listAddresses, putAddress } from './address-table.ts';
import { type AddressUse, codeData, codeName, MOST_EXTRA_ADDRESSES } from './notification-address.ts';
import { type AddressesChanged, notificationAddressMail } from './notification-address-mail.tsx';

export interface TypedCode extends Actor {
  typed: string;
  browser: string;
}

export type Redeemed = { outcome: 'right'; address: string } | { outcome: 'wrong' | 'spent' };

interface RedeemDeps {
  oneTimeCodes: Pick<OneTimeCodes, 'redeem'>;
  users: { lock(tx: Queries, id: string): Promise<{ state: string; authGeneration: number } | null> };
}

/**
 * Locks the user and takes the code, in a transaction that must commit also when it is wrong. A code of before a reset, an
 * objection or any change that ended sessions is spent.
 */
export async function redeemAddressCode(
  tx: Queries,
  { oneTimeCodes, users }: RedeemDeps,
  use: AddressUse,
  { session, typed, browser }: TypedCode,
): Promise<Redeemed> {
  const user = await users.lock(tx, session.userId);
  if (user?.state !== 'active') return { outcome: 'spent' };
  const redeemed = await oneTimeCodes.redeem(tx, { ...codeName(use, session.userId, browser), typed });
  if (redeemed.outcome !== 'right') return redeemed;
  const { address, generation } = codeData.parse(redeemed.data);
  return generation === user.authGeneration ? { outcome: 'right', address } : { outcome: 'spent' };
}

export type AddedResult = { result: 'added'; address: string } | { result: 'wrong' | 'spent' | 'too-many' };

interface Deps extends RedeemDeps {
  database: Database;
  clock: Clock;
  commitChange: CommitSecurityChange;
}

/** From now on every security mail goes there too; every address hears of it, the new one among them (NM-1). */
export function createConfirmAddedAddress(deps: Deps) {
  const { database, clock, commitChange } = deps;
  return (typed: TypedCode): Promise<AddedResult> =>
    database.transaction(async (tx): Promise<AddedResult> => {
      const redeemed = await redeemAddressCode(tx, deps, 'add', typed);
      if (redeemed.outcome !== 'right') return { result: redeemed.outcome };
      const { address } = redeemed;
      const { session, client } = typed;
      const { userId } = session;
      const now = clock.now();
      const own = (await listAddresses(tx, userId, now)).filter(({ until }) => until === null);
      // Asked for twice, or made the sign-in address meanwhile.
      if (own.some((row) => row.address === address)) return { result: 'added', address };
      if (own.length > MOST_EXTRA_ADDRESSES) return { result: 'too-many' };
      await putAddress(tx, { user_id: userId, address, is_sign_in_address: false, verified_at: now });
      const before = own.map((row) => row.address);
      await commitChange<AddressesChanged>(tx, {
        userId,
        kind: 'notification-address-added',
        actor: { client, session },
        before: { addresses: before },
        after: { addresses: [...before, address], address },
        endSessions: 'none',
        mail: notificationAddressMail,
        parameters: { at: now.toISOString(), how: 'added', notified: address, address: client.address },
      });
      return { result: 'added', address };
    });
}
