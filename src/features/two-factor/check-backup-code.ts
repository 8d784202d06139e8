import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import { readBackupCode } from './backup-code.ts';
import { countLeft, findCode, spendBackupCode } from './backup-code-table.ts';
import { backupCodeUsedMail } from './backup-code-used-mail.tsx';
import type { Checked } from './check-totp.ts';
import type { Hashing, Notify } from './doors.ts';

interface Deps {
  database: Database;
  clock: Clock;
  hashing: Hashing;
  officialMail: Notify;
}

/**
 * Checks a backup code and spends it, unless `spends` is false; the owner is mailed of the use with what is left, in the same transaction (NM-1).
 * One hash is computed in every case, also for nobody and for nonsense. Refuses with TooBusy.
 */
export function createCheckBackupCode({ database, clock, hashing, officialMail }: Deps) {
  return async (
    userId: string | null,
    typed: string,
    options: { before?: Date; spends?: boolean } = {},
  ): Promise<Checked> => {
    const code = readBackupCode(typed);
    // Looked for also for nobody, so that an unknown address costs as much (RL-4).
    const found =
      code === null ? null : await findCode(database.queries, userId ?? '', code.lookup, options.before ?? null);
    const matches = await hashing.verify(found?.hash ?? null, code?.secret ?? typed.slice(0, 64));
    if (found === null || userId === null || !matches) return { verdict: 'wrong' };
    const { setId, lookup, seniorFrom } = found;
    const right = { verdict: 'right', authenticator: { id: setId, method: 'backup-code', seniorFrom } } as const;
    if (options.spends === false) return found.usedAt === null ? right : { verdict: 'spent' };
    const now = clock.now();
    const left = await database.transaction(async (tx) => {
      if (!(await spendBackupCode(tx, setId, lookup, now))) return null;
      const remaining = await countLeft(tx, setId);
      const parameters = { at: now.toISOString(), left: remaining };
      await officialMail.notify(tx, { userId, mail: backupCodeUsedMail, parameters });
      return remaining;
    });
    return left === null ? { verdict: 'spent' } : right;
  };
}
