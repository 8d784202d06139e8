import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { ALERT_MODES } from './alert-mode.ts';
import { createAlertOfFailedSecondFactor, type Origin } from './alert-of-failed-second-factor.ts';
import { createAlertOfSignIn, type Notify } from './alert-of-sign-in.ts';
import { createChangeAlertMode } from './change-alert-mode.ts';
import { findMode, replaceMode } from './login-alert-table.ts';
import { createLoginAlertsRoutes } from './routes.tsx';

interface Deps {
  database: Database;
  clock: Clock;
  users: { lock(tx: Queries, userId: string): Promise<unknown> };
  officialMail: Notify;
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
  /** For the page, which says where alerts go. */
  recipients: { of(db: Queries, userId: string): Promise<{ addresses: string[] } | null> };
  commitChange: CommitSecurityChange;
  /** Offline look-ups of where a request comes from. */
  describeOrigin(client: Client): Origin;
}

/** A mail on each sign-in that its user wants to hear of, and the page where they say so. */
export function createLoginAlerts(deps: Deps) {
  const { database, recipients } = deps;
  return {
    alertOfSignIn: createAlertOfSignIn(deps),
    alertOfFailedSecondFactor: createAlertOfFailedSecondFactor(deps),
    modeOf: (db: Queries, userId: string) => findMode(db, userId),
    /** For an undo, in its transaction: the mode is again what it was. Tells nobody. */
    async restoreMode(tx: Queries, userId: string, mode: string): Promise<void> {
      const known = ALERT_MODES.find((one) => one === mode);
      if (known) await replaceMode(tx, userId, known, deps.clock.now());
    },
    routes: createLoginAlertsRoutes({
      changeMode: createChangeAlertMode(deps),
      async readSettings(userId) {
        const mode = await findMode(database.queries, userId);
        const recipient = await recipients.of(database.queries, userId);
        return { mode, addresses: recipient?.addresses ?? [] };
      },
    }),
  };
}
