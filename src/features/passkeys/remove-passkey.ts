import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { deleteChallengesOf } from './challenge-table.ts';
import type { Policies, Sessions, SignedInOwner, TwoFactor, Users } from './doors.ts';
import { choose, findHolder } from './holder-table.ts';
import { passkeyChangedMail } from './passkey-changed-mail.tsx';
import { isProtected } from './passkey-only.ts';
import { listLivePasskeys, removeLivePasskeys } from './passkey-table.ts';

export type RemovalResult = 'removed' | 'not-found' | 'last-way-in' | 'demanded-by-policy' | 'passkey-demanded';

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  sessions: Pick<Sessions, 'endOpenedWith'>;
  twoFactor: Pick<TwoFactor, 'isOn'>;
  policies: Policies;
  commitChange: CommitSecurityChange;
}

/**
 * Removes one passkey: it proves nothing from this transaction on, what waits for it dies, and sessions opened with it end
 * (2F-11). Never the last way in; of two at once the second waits for the lock and sees what is left. When it was the last
 * one that is asked for after the password, two-factor goes with it, said aloud and refused where a policy demands it; so is
 * removing the last one that stands alone where a policy demands a passkey (MR-6).
 */
export function createRemovePasskey(deps: Deps) {
  const { database, clock, users, sessions, twoFactor, policies, commitChange } = deps;

  return (session: SignedInOwner, id: string, client: Client): Promise<RemovalResult> =>
    database.transaction(async (tx): Promise<RemovalResult> => {
      const { userId } = session;
      const at = clock.now();
      await users.lock(tx, userId);
      const [all, holder] = [await listLivePasskeys(tx, userId), await findHolder(tx, userId)];
      const going = all.find((passkey) => passkey.id === id);
      if (going === undefined) return 'not-found';
      const left = all.filter((passkey) => passkey.id !== id);
      const oneIsLeft = left.some(({ stands_alone }) => stands_alone);
      if (holder?.passkeyOnly && !oneIsLeft) return 'last-way-in';
      if (going.stands_alone && !oneIsLeft && (await policies.demandPasskey(tx, userId))) return 'passkey-demanded';
      const hasApp = await twoFactor.isOn(tx, userId);
      const asksAfterPassword = holder?.asksAfterPassword === true;
      const stopsAsking = asksAfterPassword && left.length === 0;
      const twoFactorOff = stopsAsking && !hasApp;
      const was = isProtected({ hasApp, passkeys: all, asksAfterPassword });
      const stays = isProtected({ hasApp, passkeys: left, asksAfterPassword });
      if (was && !stays && (await policies.demandSecondFactor(tx, userId))) return 'demanded-by-policy';
      const change = newId('chg');
      await removeLivePasskeys(tx, userId, { at, by: change, only: id });
      if (stopsAsking) await choose(tx, userId, 'asks_after_password', { to: false, by: change });
      await deleteChallengesOf(tx, userId);
      await sessions.endOpenedWith(tx, userId, id, session.id);
      await commitChange(tx, {
        id: change,
        userId,
        kind: 'passkey-removed',
        actor: { client, session },
        reachableBefore: session.reachable,
        before: { passkeys: all.length, passkey: id },
        after: { passkeys: left.length, ...(stopsAsking ? { asksAfterPassword: false } : {}) },
        endSessions: twoFactorOff ? 'others' : 'none',
        mail: passkeyChangedMail,
        parameters: {
          at: at.toISOString(),
          change: 'passkey-removed',
          name: going.name,
          aaguid: going.aaguid,
          madeOn: going.made_on,
          address: client.address,
          twoFactorOff,
        },
      });
      return 'removed';
    });
}
