import type { Clock } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Authenticator } from '../sessions/index.ts';
import { listAppsOf, listLiveApps, spendStep } from './app-table.ts';
import { matchingStep, readCode } from './totp.ts';

export type Checked =
  | { verdict: 'right'; authenticator: Authenticator }
  | { verdict: 'wrong' }
  /** It was right once: refused, recorded, and not counted as a guess (2F-4). */
  | { verdict: 'spent' };

export const APP_SECRET = 'two-factor.app-secret';

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'open'>;
}

/**
 * Checks a code against the user's apps and spends it in the same statement, whatever it is for: sign-in, step-up,
 * recovery (2F-3). `before`: only what stood just before that moment counts, for an undo. The seed is opened here alone.
 */
export function createCheckTotp({ database, clock, keyRing }: Deps) {
  return async (userId: string | null, typed: string, options: { before?: Date } = {}): Promise<Checked> => {
    const code = readCode(typed);
    if (userId === null || code === null) return { verdict: 'wrong' };
    const db = database.queries;
    const now = clock.now();
    const { before = null } = options;
    const apps = before === null ? await listLiveApps(db, userId) : await listAppsOf(db, userId, before);
    let spent = false;
    for (const app of apps) {
      const step = matchingStep(keyRing.open(APP_SECRET, app.id, app.sealed_secret), code, now);
      if (step === null) continue;
      if (await spendStep(db, app.id, step, { now, before })) {
        return { verdict: 'right', authenticator: { id: app.id, method: 'totp', seniorFrom: app.senior_from } };
      }
      spent = true;
    }
    return { verdict: spent ? 'spent' : 'wrong' };
  };
}
