import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { NOT_ME_LIFETIME, type Notify } from './alert-of-sign-in.ts';
import { failedSecondFactorMail } from './failed-second-factor-mail.tsx';

export interface Origin {
  address: string | null;
  country: string | null;
  network: string | null;
  browser: string | null;
  system: string | null;
}

interface Deps {
  clock: Clock;
  officialMail: Notify;
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
  describeOrigin(client: Client): Origin;
}

/** NM-3: the password is known to somebody. Mailed in every mode: it is no news of a sign-in, it is a call to act. */
export function createAlertOfFailedSecondFactor({ clock, officialMail, oneTimeTokens, describeOrigin }: Deps) {
  return async (tx: Queries, { userId, client, method }: { userId: string; client: Client; method: string }) => {
    const notMeToken = await oneTimeTokens.issue(tx, {
      purpose: 'not-me',
      subject: userId,
      data: {},
      lifetimeMs: NOT_ME_LIFETIME,
      replaceEarlier: false,
    });
    await officialMail.notify(tx, {
      userId,
      mail: failedSecondFactorMail,
      parameters: { at: clock.now().toISOString(), ...describeOrigin(client), method, notMeToken },
    });
  };
}
