import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { ChangeActor, CommitSecurityChange } from '../recovery/index.ts';
import { type AlertMode, loosens } from './alert-mode.ts';
import { alertsReducedMail } from './alerts-reduced-mail.tsx';
import { replaceMode } from './login-alert-table.ts';

export interface ModeChange {
  userId: string;
  mode: AlertMode;
  actor: ChangeActor;
}

/** Sets the mode. To hear of less is a security change: a thief would want it, so it is journalled and mailed (NM-1). */
export function createChangeAlertMode(deps: {
  database: Database;
  clock: Clock;
  users: { lock(tx: Queries, userId: string): Promise<unknown> };
  commitChange: CommitSecurityChange;
}) {
  const { database, clock, users, commitChange } = deps;
  return ({ userId, mode: after, actor }: ModeChange): Promise<void> =>
    database.transaction(async (tx) => {
      const now = clock.now();
      await users.lock(tx, userId);
      const before = await replaceMode(tx, userId, after, now);
      if (!loosens(before, after)) return;
      await commitChange(tx, {
        userId,
        kind: 'login-alerts-changed',
        actor,
        before: { mode: before },
        after: { mode: after },
        endSessions: 'none',
        mail: alertsReducedMail,
        parameters: { at: now.toISOString(), address: actor.client.address, before, after },
      });
    });
}
