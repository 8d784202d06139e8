import type { Database } from '../../foundations/database/index.ts';
import type { ProvePasskey } from '../sessions/index.ts';
import type { CheckPasskey } from './check-passkey.ts';
import type { History } from './doors.ts';
import { parseAssertion } from './read-credential.ts';
import type { SettleUse } from './settle-use.ts';

interface Deps {
  database: Database;
  history: Pick<History, 'recordEvent'>;
  check: CheckPasskey;
  settleUse: SettleUse;
}

/**
 * A passkey of somebody signed in. A key that did not verify its user is one factor: it suffices beside a password that this
 * session was opened with, and for nothing else (PK-6). A miss is in the owner's history.
 */
export function createProveAgainWithPasskey({ database, history, check, settleUse }: Deps): ProvePasskey {
  return async ({ session, credential, browser, client }) => {
    const { userId, id: subject, methods } = session;
    const parsed = parseAssertion(credential);
    if (parsed === null) return { outcome: 'malformed' };
    const checked = await check({ ceremony: 'step-up', browser, userId, subject, credential: parsed });
    const isEnough = checked.verdict === 'right' && (checked.authenticator.standsAlone || methods.includes('password'));
    if (!isEnough) {
      const miss = { kind: 'step-up', userId, client, outcome: 'failure', cause: 'passkey-failed' } as const;
      await history.recordEvent(database.queries, { ...miss, methods: ['passkey'], sessionId: subject });
      return { outcome: 'wrong' };
    }
    const { use, authenticator } = checked;
    const withPassword = methods.includes('password');
    return {
      outcome: 'right',
      authenticator,
      settle: (tx) => settleUse(tx, { use, client, country: null, withPassword }),
    };
  };
}
