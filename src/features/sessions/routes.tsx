import type { Database, Queries } from '../../foundations/database/index.ts';
import { type Client, type Handler, type Reply, refuse, type Visit } from '../../foundations/http/index.ts';
import type { Sessions } from './index.ts';
import { endsAt, type ProofMethod, type Session } from './session.ts';
import { sessionJson } from './session-json.ts';
import type { SessionRow } from './session-table.ts';
import { sessionsPage } from './sessions-page.tsx';
import { type AuthenticatorNames, passkeysOf } from './used-passkeys.ts';

/** SE-6: what the browser kept of our pages goes, the known-device cookie stays. */
const CLEAR_SITE_DATA = { 'clear-site-data': '"cache", "storage"' };
const END_COOKIE = { name: 'session', value: null } as const;

interface Deps {
  database: Database;
  sessions: Sessions;
  passkeyNames(userId: string, locale: Visit['locale']): Promise<AuthenticatorNames>;
  history: {
    recordEvent(
      tx: Queries,
      event: {
        kind: 'sign-out' | 'session-ended' | 'sessions-ended';
        userId: string;
        client: Client;
        outcome: 'success';
        methods: readonly ProofMethod[];
        sessionId: string;
      },
    ): Promise<void>;
  };
}

export function createSessionRoutes({ database, sessions, passkeyNames, history }: Deps) {
  const whoAmI: Handler<Session> = async (_visit, session) => {
    const json = sessionJson(session);
    return { kind: 'done', status: 200, json, location: '/security' };
  };

  /** Looking it up counted as activity already. */
  const extend: Handler<Session> = async (_visit, session) => ({
    kind: 'done',
    status: 200,
    json: { expiresAt: endsAt(session).toISOString() },
    location: '/security',
  });

  const list: Handler<Session> = async (visit, session) => {
    const [rows, names] = await Promise.all([
      sessions.list(session.userId),
      passkeyNames(session.userId, visit.locale),
    ]);
    const done = (['ended', 'others-ended'] as const).find((key) => key === visit.query.done);
    const page = sessionsPage(visit, { sessions: rows, names, currentId: session.id, done });
    return { kind: 'page', page, json: { sessions: rows.map((row) => rowJson(row, names, session.id)) } };
  };

  async function end(visit: Visit, session: Session, kind: 'sign-out' | 'session-ended', id: string): Promise<boolean> {
    return database.transaction(async (tx) => {
      const ended = await sessions.end(tx, session.userId, id);
      if (!ended) return false;
      await history.recordEvent(tx, {
        kind,
        userId: session.userId,
        client: visit.client,
        outcome: 'success',
        methods: session.methods,
        sessionId: id,
      });
      return true;
    });
  }

  /** Works for whoever comes: the cookie goes in any case. */
  const signOut: Handler<Session | null> = async (visit, session) => {
    if (session !== null) await end(visit, session, 'sign-out', session.id);
    return {
      kind: 'done',
      status: 204,
      location: '/sign-in?done=signed-out',
      cookies: [END_COOKIE],
      headers: CLEAR_SITE_DATA,
    };
  };

  const endOne: Handler<Session> = async (visit, session) => {
    const { id = '' } = visit.params;
    const ended = await end(visit, session, 'session-ended', id);
    if (!ended) return refuse('not-found');
    return id === session.id
      ? { ...signedOutEverywhere('/sign-in?done=signed-out') }
      : { kind: 'done', status: 200, json: {}, location: '/security/sessions?done=ended' };
  };

  const endOthers: Handler<Session> = async (visit, session) => {
    await database.transaction(async (tx) => {
      await sessions.endOthers(tx, session.userId, session.id);
      await recordAllEnded(tx, visit, session);
    });
    return { kind: 'done', status: 200, json: {}, location: '/security/sessions?done=others-ended' };
  };

  const endAll: Handler<Session> = async (visit, session) => {
    await database.transaction(async (tx) => {
      await sessions.endAll(tx, session.userId);
      await recordAllEnded(tx, visit, session);
    });
    return signedOutEverywhere('/sign-in?done=all-signed-out');
  };

  function recordAllEnded(tx: Queries, visit: Visit, session: Session): Promise<void> {
    return history.recordEvent(tx, {
      kind: 'sessions-ended',
      userId: session.userId,
      client: visit.client,
      outcome: 'success',
      methods: session.methods,
      sessionId: session.id,
    });
  }

  return { whoAmI, extend, list, signOut, endOne, endOthers, endAll };
}

function signedOutEverywhere(location: string): Reply {
  return { kind: 'done', status: 200, json: {}, location, cookies: [END_COOKIE], headers: CLEAR_SITE_DATA };
}

/** Never the secret, nor its hash. */
function rowJson(row: SessionRow, names: AuthenticatorNames, currentId: string) {
  return {
    id: row.id,
    current: row.id === currentId,
    browser: row.browser,
    system: row.system,
    address: row.address,
    country: row.country,
    kept: row.kept,
    assurance: row.assurance,
    methods: row.methods,
    passkeys: passkeysOf(row, names),
    signedInAt: row.signed_in_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  };
}
