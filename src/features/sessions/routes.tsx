import { z } from 'zod';
import type { Database, Queries } from '../../foundations/database/index.ts';
import {
  type Client,
  type Handler,
  parseInput,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import type { Sessions } from './index.ts';
import type { KeptForm } from './kept-form.ts';
import { endsAt, type Session } from './session.ts';
import type { SessionRow } from './session-table.ts';
import { sessionsPage } from './sessions-page.tsx';
import type { createStepUp } from './step-up.ts';
import { stepUpDonePage, stepUpPage } from './step-up-page.tsx';
import { words } from './words.ts';

const stepUpInput = z.strictObject({
  method: z.literal('password'),
  password: z.string().min(1).max(1024),
  username: z.string().optional(),
  resume: z.string().optional(),
});

/** SE-6: what the browser kept of our pages goes, the known-device cookie stays. */
const CLEAR_SITE_DATA = { 'clear-site-data': '"cache", "storage"' };
const END_COOKIE = { name: 'session', value: null } as const;

interface Deps {
  database: Database;
  sessions: Sessions;
  stepUp: ReturnType<typeof createStepUp>;
  keptForm: KeptForm;
  history: {
    recordEvent(
      tx: Queries,
      event: {
        kind: 'sign-out' | 'session-ended' | 'sessions-ended';
        userId: string;
        client: Client;
        outcome: 'success';
        sessionId: string;
      },
    ): Promise<void>;
  };
}

export function createSessionRoutes({ database, sessions, stepUp, keptForm, history }: Deps) {
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
    const rows = await sessions.list(session.userId);
    const done = (['ended', 'others-ended'] as const).find((key) => key === visit.query.done);
    const page = sessionsPage(visit, { sessions: rows, currentId: session.id, done });
    return { kind: 'page', page, json: { sessions: rows.map((row) => rowJson(row, session.id)) } };
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
      sessionId: session.id,
    });
  }

  const showStepUp: Handler<Session> = async (visit, session) => ({
    kind: 'page',
    page: stepUpPage(visit, session, {}),
    json: { methods: ['password'] },
  });

  const proveAgain: Handler<Session> = async (visit, session) => {
    const parsed = parseInput(stepUpInput, visit.body, visit.locale);
    const resume = typeof visit.body.resume === 'string' ? visit.body.resume : undefined;
    const kept = keptForm.restore(visit, resume);
    const form = { resume, path: kept?.path };
    if (!parsed.ok) {
      const error = parsed.errors.find(({ field }) => field === 'password')?.message;
      return refuseInput(parsed.errors, stepUpPage(visit, session, { ...form, error }));
    }
    const result = await stepUp({
      session,
      secret: visit.cookies.session ?? '',
      password: parsed.value.password,
      client: visit.client,
      deviceCookie: visit.cookies.device,
    });
    if (result.outcome === 'done') {
      const json = sessionJson({ ...session, steppedUpAt: visit.now, lastSeenAt: visit.now });
      const done = { kind: 'done', status: 200, json, cookies: [result.cookie] } as const;
      return kept === null
        ? { ...done, location: '/security' }
        : { ...done, page: stepUpDonePage(visit, kept, visit.formTokenFor(result.cookie.value)) };
    }
    return stepUpRefused(visit, session, result, form);
  };

  return { whoAmI, extend, list, signOut, endOne, endOthers, endAll, showStepUp, proveAgain };
}

function signedOutEverywhere(location: string): Reply {
  return { kind: 'done', status: 200, json: {}, location, cookies: [END_COOKIE], headers: CLEAR_SITE_DATA };
}

function stepUpRefused(
  visit: Visit,
  session: Session,
  result: { outcome: 'wrong' } | { outcome: 'waiting'; seconds: number } | { outcome: 'session-ended' },
  form: { resume: string | undefined; path: string | undefined },
): Reply {
  const t = words(visit.locale);
  switch (result.outcome) {
    case 'session-ended':
      return { ...refuse('signed-out'), location: '/sign-in' };
    case 'wrong':
      return refuse('sign-in-refused', {}, stepUpPage(visit, session, { ...form, error: t('step-up-wrong') }));
    case 'waiting': {
      const error = t('step-up-waiting', { seconds: result.seconds });
      const page = stepUpPage(visit, session, { ...form, error });
      return refuse('too-many-requests', { retryAfterSeconds: result.seconds, detail: error }, page);
    }
  }
}

function sessionJson(session: Session) {
  return {
    user: { id: session.userId, email: session.email, name: session.name },
    session: {
      id: session.id,
      assurance: session.assurance,
      methods: session.methods,
      signedInAt: session.signedInAt.toISOString(),
      steppedUpAt: session.steppedUpAt?.toISOString() ?? null,
      expiresAt: endsAt(session).toISOString(),
    },
    account: { id: session.account.id, name: session.account.name, role: session.role },
  };
}

/** Never the secret, nor its hash. */
function rowJson(row: SessionRow, currentId: string) {
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
    signedInAt: row.signed_in_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  };
}
