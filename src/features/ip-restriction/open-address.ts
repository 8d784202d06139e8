import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { Owner } from './address-list.ts';
import { addressOpenedMail } from './address-opened-mail.tsx';
import type { Origin } from './doors.ts';
import { OPENING_TIME } from './restriction.ts';
import { lockRestriction, updateRestriction } from './restriction-table.ts';
import type { TellAccount } from './tell-account.ts';

interface Deps {
  clock: Clock;
  commitChange: CommitSecurityChange;
  describeOrigin(client: Client): Origin;
  /** By the user's own list, or by that of an account they own. */
  isRestricted(tx: Queries, userId: string): Promise<boolean>;
  tell: Pick<TellAccount, 'opened'>;
}

/**
 * The way back: besides the list, the one address that this request comes from may be used for a quarter of an hour, for
 * signing in and for what the session then does; in accounts that the user owns also besides the account's list. The owner
 * hears of it at once, with a link to object. The caller saw the proofs. null: there is no list, or the address is not known;
 * nothing was done.
 */
export function createOpenAddress({ clock, commitChange, describeOrigin, isRestricted, tell }: Deps) {
  return async (tx: Queries, userId: string, client: Client, proofs: readonly string[]): Promise<Date | null> => {
    const owner: Owner = { kind: 'user', id: userId };
    await lockRestriction(tx, owner);
    const now = clock.now();
    if (client.address === null || !(await isRestricted(tx, userId))) return null;
    const until = new Date(now.getTime() + OPENING_TIME);
    await updateRestriction(tx, owner, { opened_address: client.address, opened_until: until }, now);
    await commitChange(tx, {
      userId,
      kind: 'address-opened',
      actor: { client, session: null, proofs },
      before: {},
      after: { until: until.toISOString() },
      endSessions: 'none',
      mail: addressOpenedMail,
      parameters: { at: now.toISOString(), until: until.toISOString(), ...describeOrigin(client) },
    });
    await tell.opened(tx, userId, { client, proofs, until });
    return until;
  };
}
