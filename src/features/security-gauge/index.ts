import type { Handler } from '../../foundations/http/index.ts';
import type { Session } from '../sessions/index.ts';
import { type LatestSignIn, overviewPage } from './overview-page.tsx';

interface Deps {
  sessions: { list(userId: string): Promise<readonly unknown[]> };
  history: { latestSignIn(userId: string): Promise<LatestSignIn | null> };
}

/** The first page after the sign-in: the latest sign-in, and every protection with its door. */
export function createSecurityOverview({ sessions, history }: Deps): { show: Handler<Session> } {
  return {
    async show(visit, session) {
      const [rows, latest] = await Promise.all([sessions.list(session.userId), history.latestSignIn(session.userId)]);
      const overview = { name: session.name, latest, sessionCount: rows.length };
      const json = { sessions: rows.length, latestSignIn: latest && { ...latest, at: latest.at.toISOString() } };
      return { kind: 'page', page: overviewPage(visit, overview), json };
    },
  };
}
