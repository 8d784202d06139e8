import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { type SaveResult, saveSet } from './backup-code-table.ts';
import type { Sessions, SignedInOwner, Users } from './doors.ts';
import { twoFactorChangedMail } from './two-factor-changed-mail.tsx';

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  sessions: Sessions;
  commitChange: CommitSecurityChange;
}

/**
 * The set shown in this session counts from now on; the old one no more, and what its codes opened ends. The mail names the
 * old one by its date. `shown`: the number on the sheet that was kept, refused when another one was shown since.
 */
export function createSaveBackupCodes({ database, clock, users, sessions, commitChange }: Deps) {
  return (session: SignedInOwner, client: Client, shown?: number): Promise<SaveResult> =>
    database.transaction(async (tx) => {
      const { userId } = session;
      const at = clock.now();
      const id = newId('chg');
      await users.lock(tx, userId);
      const saved = await saveSet(tx, session, { id, at, shown });
      if (saved.result !== 'saved') return saved;
      const { voided } = saved;
      if (voided !== null) await sessions.endOpenedWith(tx, userId, voided.id, session.id);
      const oldCodesOf = voided?.created_at.toISOString() ?? null;
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
      return saved;
    });
}
