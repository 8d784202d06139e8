import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { Policies, SignedInOwner, TwoFactor, Users } from './doors.ts';
import { choose } from './holder-table.ts';
import { passkeyChangedMail } from './passkey-changed-mail.tsx';
import { isProtected } from './passkey-only.ts';
import { listLivePasskeys } from './passkey-table.ts';

export type AskResult = 'done' | 'no-passkey' | 'demanded-by-policy';

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  twoFactor: Pick<TwoFactor, 'isOn'>;
  policies: Policies;
  commitChange: CommitSecurityChange;
}

/**
 * "Ask for a passkey after the password": two-factor is on by the user's own choice, never as a side effect of having one. The
 * other sessions end, since they were opened with less, or before more was given up (SE-8).
 */
export function createAskAfterPassword({ database, clock, users, twoFactor, policies, commitChange }: Deps) {
  return (session: SignedInOwner, enabled: boolean, client: Client): Promise<AskResult> =>
    database.transaction(async (tx): Promise<AskResult> => {
      const { userId } = session;
      const at = clock.now();
      await users.lock(tx, userId);
      const passkeys = await listLivePasskeys(tx, userId);
      if (enabled && passkeys.length === 0) return 'no-passkey';
      const hasApp = await twoFactor.isOn(tx, userId);
      const stays = isProtected({ hasApp, passkeys, asksAfterPassword: enabled });
      if (!stays && (await policies.demandSecondFactor(tx, userId))) return 'demanded-by-policy';
      const change = newId('chg');
      if (!(await choose(tx, userId, 'asks_after_password', { to: enabled, by: change }))) return 'done';
      const kind = enabled ? 'passkey-asked-enabled' : 'passkey-asked-disabled';
      await commitChange(tx, {
        id: change,
        userId,
        kind,
        actor: { client, session },
        reachableBefore: session.reachable,
        before: { asksAfterPassword: !enabled },
        after: { asksAfterPassword: enabled },
        endSessions: 'others',
        mail: passkeyChangedMail,
        parameters: {
          at: at.toISOString(),
          change: kind,
          name: null,
          aaguid: null,
          madeOn: null,
          address: client.address,
          twoFactorOff: !enabled && !hasApp,
        },
      });
      return 'done';
    });
}
