import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { listLiveApps, removeLiveApps } from './app-table.ts';
import type { Guesses, Passkeys, Policies, Sessions, SignedInOwner, Users } from './doors.ts';
import { deleteEnrolmentsOf } from './enrolment-table.ts';
import { twoFactorChangedMail } from './two-factor-changed-mail.tsx';

export type RemoveResult = 'removed' | 'turned-off' | 'not-found' | 'demanded-by-policy';

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  sessions: Sessions;
  guesses: Guesses;
  policies: Policies;
  passkeys: Passkeys;
  commitChange: CommitSecurityChange;
}

/**
 * Removes one app, or all of them. Without any, two-factor is off: refused where a policy demands it, and the other
 * sessions end (SE-8). A removed app proves nothing from this transaction on, and what was opened or proven with it ends
 * (2F-11). Backup codes stay as a way back.
 */
export function createRemoveApps(deps: Deps) {
  const { database, clock, users, sessions, guesses, policies, passkeys, commitChange } = deps;
  return (session: SignedInOwner, client: Client, only?: string): Promise<RemoveResult> =>
    database.transaction(async (tx): Promise<RemoveResult> => {
      const { userId } = session;
      const at = clock.now();
      await users.lock(tx, userId);
      const id = newId('chg');
      const apps = await listLiveApps(tx, userId);
      const going = only === undefined ? apps : apps.filter((app) => app.id === only);
      if (going.length === 0) return 'not-found';
      const isOn = going.length < apps.length || (await passkeys.keepsTwoFactorOn(tx, userId));
      const stays = isOn || (await passkeys.hasOneThatStandsAlone(tx, userId));
      if (!stays && (await policies.demandSecondFactor(tx, userId))) return 'demanded-by-policy';
      await removeLiveApps(tx, userId, { at, by: id, only });
      for (const app of going) await sessions.endOpenedWith(tx, userId, app.id, session.id);
      if (!isOn) await deleteEnrolmentsOf(tx, userId);
      await guesses.rebind(tx, session.email, 'second-factor');
      const names = going.map(({ name }) => name);
      const kind = isOn ? 'app-removed' : 'two-factor-disabled';
      await commitChange(tx, {
        id,
        userId,
        kind,
        actor: { client, session },
        reachableBefore: session.reachable,
        before: { on: true, apps: names },
        after: { on: isOn },
        endSessions: isOn ? 'none' : 'others',
        mail: twoFactorChangedMail,
        parameters: {
          at: at.toISOString(),
          change: kind,
          app: names.join(', '),
          address: client.address,
          oldCodesOf: null,
        },
      });
      return isOn ? 'removed' : 'turned-off';
    });
}
