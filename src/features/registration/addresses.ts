import type { Clock } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import type { OneTimeCodes } from '../../foundations/one-time-codes/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { OfficialMail } from '../official-mail/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { Guesses, RateLimits, RenewSession } from './address-doors.ts';
import { createAddressRoutes } from './address-routes.ts';
import { createAskAddress } from './ask-address.ts';
import { createChangeSignInAddress } from './change-sign-in-address.ts';
import { createConfirmAddedAddress } from './confirm-added-address.ts';
import { createReadAddresses } from './read-addresses.ts';
import { createRemoveAddress } from './remove-address.ts';
import { createSendAddressMail, SEND_ADDRESS_MAIL } from './send-address-mail.ts';
import type { UserRow } from './user-table.ts';

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'seal' | 'open'>;
  jobs: Pick<Jobs, 'define' | 'add'>;
  rateLimits: RateLimits;
  oneTimeCodes: OneTimeCodes;
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>;
  officialMail: Pick<OfficialMail, 'sendOnRequest'>;
  users: {
    lock(tx: Queries, id: string): Promise<{ state: string; authGeneration: number } | null>;
    findRow(email: string, tx?: Queries): Promise<UserRow | null>;
  };
  guesses: Guesses;
  renewSession: RenewSession;
  commitChange: CommitSecurityChange;
}

/** A user's addresses: what the pages read, the handlers that change them, and the job that mails the codes. */
export function createAddresses(deps: Deps) {
  const { database, jobs, users } = deps;
  const readAddresses = createReadAddresses({ ...deps, queries: database.queries });
  jobs.define(SEND_ADDRESS_MAIL, createSendAddressMail({ ...deps, findByEmail: users.findRow }));
  const routes = createAddressRoutes({
    readAddresses,
    askAddress: createAskAddress(deps),
    confirmAdded: createConfirmAddedAddress(deps),
    removeAddress: createRemoveAddress(deps),
    changeSignInAddress: createChangeSignInAddress(deps),
  });
  return { read: readAddresses, routes };
}
