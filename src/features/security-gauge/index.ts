import type { Queries } from '../../foundations/database/index.ts';
import type { Handler } from '../../foundations/http/index.ts';
import type { Session } from '../sessions/index.ts';
import { type LatestSignIn, type Overview, overviewPage } from './overview-page.tsx';

interface Deps {
  sessions: { list(userId: string): Promise<readonly unknown[]> };
  history: { latestSignIn(userId: string): Promise<LatestSignIn | null> };
  twoFactor: { codesLeft(db: Queries, userId: string): Promise<number | null> };
  ipRestriction: { standing(userId: string): Promise<Overview['ipRestriction']> };
  queries: Queries;
}

/** The first page after the sign-in: the latest sign-in, and every protection with its door. */
export function createSecurityOverview(deps: Deps): { show: Handler<Session> } {
  const { sessions, history, twoFactor, queries } = deps;
  return {
    async show(visit, session) {
      const { userId, name, twoFactorOn } = session;
      const [rows, latest, codesLeft, ipRestriction] = await Promise.all([
        sessions.list(userId),
        history.latestSignIn(userId),
        twoFactorOn ? twoFactor.codesLeft(queries, userId) : null,
        deps.ipRestriction.standing(userId),
      ]);
      const hasPasskey = session.has.passkey;
      const offersPasskey = !hasPasskey && session.methods.includes('password');
      const shown = { twoFactorOn, hasPasskey, offersPasskey, codesLeft, ipRestriction };
      const overview = { name, latest, sessionCount: rows.length, ...shown };
      const json = {
        sessions: rows.length,
        twoFactor: twoFactorOn,
        passkey: hasPasskey,
        backupCodesLeft: codesLeft,
        ipRestriction: ipRestriction.state,
        latestSignIn: latest,
      };
      return { kind: 'page', page: overviewPage(visit, overview), json };
    },
  };
}
