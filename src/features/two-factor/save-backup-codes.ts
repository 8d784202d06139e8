import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { saveSet } from './backup-code-table.ts';
import type { SignedInOwner, Users } from './doors.ts';
import { twoFactorChangedMail } from './two-factor-changed-mail.tsx';

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  commitChange: CommitSecurityChange;
}

/** The set shown in this session counts from now on, the old one no more; the mail names the old one by its date. */
export function createSaveBackupCodes({ database, clock, users, commitChange }: Deps) {
  return (session: SignedInOwner, client: Client): Promise<'saved' | 'over'> =>
    database.transaction(async (tx) => {
      const { userId } = session;
      const at = clock.now();
      const id = newId('chg');
      await users.lock(tx, userId);
      const saved = await saveSet(tx, session, { id, at });
      if (saved === null) return 'over';
      const oldCodesOf = saved.voided?.toISOString() ?? null;
      await commitChange(tx, {
        id,
        userId,
        kind: 'backup-codes-renewed',
        actor: { client, session },
        reachableBefore: session.reachable,
        before: { madeAt: oldCodesOf },
        after: { set: saved.number },
        endSessions: 'none',
        mail: twoFactorChangedMail,
        parameters: {
          at: at.toISOString(),
          change: 'backup-codes-renewed' as const,
          app: '',
          address: client.address,
          oldCodesOf,
        },
      });
      return 'saved';
    });
}
