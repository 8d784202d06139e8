import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { SignedInOwner, TwoFactor, Users } from './doors.ts';
import { choose } from './holder-table.ts';
import { passkeyChangedMail } from './passkey-changed-mail.tsx';
import { missingFor, type Requirement } from './passkey-only.ts';
import { listLivePasskeys } from './passkey-table.ts';

export type PasskeyOnlyResult = { result: 'done' } | { result: 'missing'; missing: readonly Requirement[] };

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  twoFactor: Pick<TwoFactor, 'codesLeft'>;
  /** Links that would set a password are void. */
  revokeResetLinks(tx: Queries, userId: string): Promise<void>;
  commitChange: CommitSecurityChange;
}

/**
 * Leaves the sign-in to passkeys alone, or takes the password in again. Turning it on needs a way in that can be lost and a
 * way back, voids reset links and ends the other sessions. The password stays, for a recovery alone.
 */
export function createSetPasskeyOnly({ database, clock, users, twoFactor, revokeResetLinks, commitChange }: Deps) {
  return (session: SignedInOwner, enabled: boolean, client: Client): Promise<PasskeyOnlyResult> =>
    database.transaction(async (tx): Promise<PasskeyOnlyResult> => {
      const { userId } = session;
      const at = clock.now();
      await users.lock(tx, userId);
      const passkeys = await listLivePasskeys(tx, userId);
      const missing = missingFor({ passkeys, codesLeft: await twoFactor.codesLeft(tx, userId) });
      if (enabled && missing.length > 0) return { result: 'missing', missing };
      const change = newId('chg');
      if (!(await choose(tx, userId, 'passkey_only', { to: enabled, by: change }))) return { result: 'done' };
      if (enabled) await revokeResetLinks(tx, userId);
      const kind = enabled ? 'passkey-only-enabled' : 'passkey-only-disabled';
      await commitChange(tx, {
        id: change,
        userId,
        kind,
        actor: { client, session },
        reachableBefore: session.reachable,
        before: { passkeyOnly: !enabled },
        after: { passkeyOnly: enabled },
        endSessions: 'others',
        mail: passkeyChangedMail,
        parameters: {
          at: at.toISOString(),
          change: kind,
          name: null,
          aaguid: null,
          madeOn: null,
          address: client.address,
          twoFactorOff: false,
        },
      });
      return { result: 'done' };
    });
}
