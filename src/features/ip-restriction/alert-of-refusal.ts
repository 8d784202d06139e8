import { type Clock, DAY } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { addressRefusedMail } from './address-refused-mail.tsx';
import type { Notify, Origin } from './doors.ts';

/** As long as the link of a login alert. */
const NOT_ME_LIFETIME = 7 * DAY;

interface Deps {
  clock: Clock;
  officialMail: Notify;
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
  describeOrigin(client: Client): Origin;
}

/** Somebody proved everything and stood outside the list: the owner must know that the password is known. */
export function createAlertOfRefusal({ clock, officialMail, oneTimeTokens, describeOrigin }: Deps) {
  return async (
    tx: Queries,
    { userId, client, methods }: { userId: string; client: Client; methods: readonly string[] },
  ): Promise<void> => {
    const notMeToken = await oneTimeTokens.issue(tx, {
      purpose: 'not-me',
      subject: userId,
      data: {},
      lifetimeMs: NOT_ME_LIFETIME,
      replaceEarlier: false,
    });
    const parameters = { at: clock.now().toISOString(), ...describeOrigin(client), methods: [...methods], notMeToken };
    await officialMail.notify(tx, { userId, mail: addressRefusedMail, parameters });
  };
}
