import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { OneTimeCodes } from '../../foundations/one-time-codes/index.ts';
import type { AddressFacts } from './address-cards.tsx';
import { listAddresses } from './address-table.ts';
import { ADDRESS_USES, type AddressUse, codeData, codeName } from './notification-address.ts';
import { findUser } from './user-table.ts';

export type ReadAddresses = (userId: string, browser: string) => Promise<AddressFacts>;

/** For the page: where security mail goes, and what is still to be proven in this browser. */
export function createReadAddresses(deps: {
  queries: Queries;
  clock: Clock;
  oneTimeCodes: Pick<OneTimeCodes, 'peek'>;
}): ReadAddresses {
  const { queries, clock, oneTimeCodes } = deps;

  return async (userId, browser) => {
    const user = await findUser(queries, userId);
    const addresses = await listAddresses(queries, userId, clock.now());
    const pending: Partial<Record<AddressUse, string>> = {};
    for (const use of ADDRESS_USES) {
      const data = codeData.safeParse(await oneTimeCodes.peek(queries, codeName(use, userId, browser))).data;
      if (data?.generation === user?.auth_generation && data !== undefined) pending[use] = data.address;
    }
    return { email: user?.email ?? '', addresses, pending };
  };
}
