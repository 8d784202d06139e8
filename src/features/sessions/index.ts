import { type Clock, SECOND } from '../../foundations/clock.ts';
import { hashToken, newId, newToken } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { CookieChange } from '../../foundations/http/index.ts';
import { addToDeviceCookie, DEVICE_COOKIE_SECONDS, readDeviceCookie } from './device-cookie.ts';
import {
  deleteDevice,
  deleteDevicesOf,
  dropOldestDevices,
  findDevice,
  insertDevice,
  lockDevice,
  noteDeviceSignIn,
} from './device-table.ts';
import {
  type Assurance,
  IDLE_LIMIT,
  isOver,
  KEPT_LIMIT,
  MOST_SESSIONS,
  OVERALL_LIMIT,
  type ProofMethod,
  type Session,
  TOUCH_INTERVAL,
} from './session.ts';
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionOfSecret,
  deleteSessionsOf,
  deleteSessionsOpenedWith,
  insertSession,
  listSessionsOf,
  lockSession,
  moveSession,
  prepareLookUp,
  renewSecret,
  replaceSecret,
  restampSession,
  type SessionRow,
  touchSession,
} from './session-table.ts';

export type { Assurance, Authenticator, ProofMethod, Session } from './session.ts';

const MOST_DEVICES = 50;

export interface NewSession {
  id: string;
  userId: string;
  accountId: string;
  authGeneration: number;
  assurance: Assurance;
  methods: ProofMethod[];
  keep: boolean;
  deviceId: string;
  address: string | null;
  prefix: string;
  country: string | null;
  browser: string | null;
  system: string | null;
  /** Their ids, without the password. */
  authenticators: string[];
}

export type SessionCookie = CookieChange & { name: 'session'; value: string };

export interface Sessions {
  /**
   * The live session of a cookie value; null when unknown, over, ended, or its user is closed. Notes that it was seen,
   * unless `isAdmitted` says that it may not be used from here.
   */
  find(secret: string, isAdmitted?: (session: Session) => Promise<boolean>): Promise<Session | null>;
  /** Only sign-in calls this, after every proof (architecture test). The cookie's secret is kept as a hash alone. */
  open(tx: Queries, session: NewSession): Promise<SessionCookie>;
  /** A new secret for a session that was proven again; null when it ended meanwhile (SE-2). */
  rotate(
    tx: Queries,
    session: Pick<Session, 'id' | 'kept' | 'expiresAt'>,
    oldSecret: string,
    proof: { assurance: Assurance; methods: ProofMethod[]; authenticator: string | null },
  ): Promise<SessionCookie | null>;
  /** The same from within a change that was itself a proof, such as an enrolment's code (SE-9). */
  raise(
    tx: Queries,
    sessionId: string,
    oldSecret: string,
    proof: { assurance: Assurance; method: ProofMethod; authenticator?: string },
  ): Promise<SessionCookie | null>;
  /** The same session in another account of its user; the caller decided that they may be there. */
  moveTo(tx: Queries, sessionId: string, oldSecret: string, accountId: string): Promise<SessionCookie | null>;
  /** A new secret and nothing else: what was proven, and when, stays. Null when it ended meanwhile. */
  renew(
    tx: Queries,
    session: Pick<Session, 'id' | 'kept' | 'expiresAt'>,
    oldSecret: string,
  ): Promise<SessionCookie | null>;
  list(userId: string): Promise<SessionRow[]>;
  /** False: no such session of this user. */
  end(tx: Queries, userId: string, sessionId: string): Promise<boolean>;
  /** The session that a browser held before this sign-in; a value we never issued ends nothing (SE-2). */
  endReplaced(tx: Queries, secret: string | undefined): Promise<void>;
  /** Every session but this one, and every token of the older generation (SE-8). */
  endOthers(tx: Queries, userId: string, keepSessionId: string): Promise<number>;
  endAll(tx: Queries, userId: string): Promise<number>;
  /** Those that one authenticator opened, or was proven in since, but for this one. */
  endOpenedWith(tx: Queries, userId: string, authenticatorId: string, keepSessionId: string): Promise<number>;
  /** The id of the device among the cookie's secrets that this user is known by. */
  deviceOf(db: Queries, userId: string, cookie: string | undefined): Promise<string | null>;
  /** The same for the rest of a transaction: nobody makes it unknown before its end. */
  lockDevice(tx: Queries, userId: string, cookie: string | undefined): Promise<string | null>;
  /** After a full sign-in at a device that is not known: from now on it is, by the cookie that now names it. */
  addDevice(tx: Queries, userId: string, cookie: string | undefined): Promise<{ id: string; cookie: CookieChange }>;
  /** After a full sign-in at a known device. */
  noteDevice(tx: Queries, deviceId: string): Promise<void>;
  forgetDevice(db: Queries, deviceId: string): Promise<void>;
  forgetDevicesOf(tx: Queries, userId: string): Promise<void>;
  purge(): Promise<void>;
}

interface Deps {
  database: Database;
  clock: Clock;
  /** Raises the user's auth_generation and returns it. */
  raiseGeneration(tx: Queries, userId: string): Promise<number>;
  /** What is due in an account happens: the role is then what it is by now. */
  settleAccount(accountId: string): Promise<void>;
}

export function createSessions({ database, clock, raiseGeneration, settleAccount }: Deps): Sessions {
  const lookUp = prepareLookUp(database);

  async function touch(session: Session, now: Date): Promise<void> {
    const seenBefore = new Date(now.getTime() - TOUCH_INTERVAL);
    if (session.lastSeenAt > seenBefore) return;
    const lapsed = session.kept && now.getTime() - session.lastSeenAt.getTime() > IDLE_LIMIT;
    await touchSession(database.queries, session.id, seenBefore, now, lapsed);
    session.lapsed ||= lapsed;
    session.lastSeenAt = now;
  }

  return {
    async find(secret, isAdmitted) {
      let session = await lookUp(hashToken(secret));
      const now = clock.now();
      if (session?.membershipChangesAt && session.membershipChangesAt <= now) {
        await settleAccount(session.account.id);
        session = await lookUp(hashToken(secret));
      }
      if (session === null || isOver(session, now)) return null;
      if (!isAdmitted || (await isAdmitted(session))) await touch(session, now);
      return session;
    },

    async open(tx, { id, userId, accountId, authGeneration, assurance, methods, keep, deviceId, ...origin }) {
      const now = clock.now();
      const secret = newToken();
      const row = {
        id,
        secret_hash: hashToken(secret),
        user_id: userId,
        account_id: accountId,
        auth_generation: authGeneration,
        assurance,
        methods,
        kept: keep,
        signed_in_at: now,
        expires_at: new Date(now.getTime() + (keep ? KEPT_LIMIT : OVERALL_LIMIT)),
        device_id: deviceId,
        ...origin,
      };
      await insertSession(tx, row, MOST_SESSIONS);
      return sessionCookie(secret, keep ? KEPT_LIMIT : null);
    },

    async rotate(tx, session, oldSecret, proof) {
      const secret = newToken();
      const replaced = await replaceSecret(tx, {
        id: session.id,
        oldSecretHash: hashToken(oldSecret),
        newSecretHash: hashToken(secret),
        ...proof,
        now: clock.now(),
      });
      const left = session.expiresAt.getTime() - clock.now().getTime();
      return replaced ? sessionCookie(secret, session.kept ? left : null) : null;
    },

    async raise(tx, sessionId, oldSecret, { assurance, method, authenticator = null }) {
      const row = await lockSession(tx, sessionId, hashToken(oldSecret));
      if (row === null) return null;
      const methods = row.methods.includes(method) ? row.methods : [...row.methods, method];
      return this.rotate(tx, { id: row.id, kept: row.kept, expiresAt: row.expires_at }, oldSecret, {
        assurance,
        methods,
        authenticator,
      });
    },

    async moveTo(tx, sessionId, oldSecret, accountId) {
      const row = await lockSession(tx, sessionId, hashToken(oldSecret));
      if (row === null) return null;
      const secret = newToken();
      await moveSession(tx, { id: row.id, newSecretHash: hashToken(secret), accountId });
      return sessionCookie(secret, row.kept ? row.expires_at.getTime() - clock.now().getTime() : null);
    },

    async renew(tx, session, oldSecret) {
      const secret = newToken();
      if (!(await renewSecret(tx, session.id, hashToken(oldSecret), hashToken(secret)))) return null;
      return sessionCookie(secret, session.kept ? session.expiresAt.getTime() - clock.now().getTime() : null);
    },

    list: (userId) => listSessionsOf(database.queries, userId, clock.now()),
    end: deleteSession,
    async endReplaced(tx, secret) {
      if (secret !== undefined) await deleteSessionOfSecret(tx, hashToken(secret));
    },

    async endOthers(tx, userId, keepSessionId) {
      const generation = await raiseGeneration(tx, userId);
      await restampSession(tx, keepSessionId, generation);
      return deleteSessionsOf(tx, userId, keepSessionId);
    },

    async endAll(tx, userId) {
      await raiseGeneration(tx, userId);
      return deleteSessionsOf(tx, userId, null);
    },

    endOpenedWith: deleteSessionsOpenedWith,

    async deviceOf(db, userId, cookie) {
      return findDevice(db, userId, readDeviceCookie(cookie).map(hashToken));
    },

    async lockDevice(tx, userId, cookie) {
      return lockDevice(tx, userId, readDeviceCookie(cookie).map(hashToken));
    },
    noteDevice: (tx, deviceId) => noteDeviceSignIn(tx, deviceId, clock.now()),

    async addDevice(tx, userId, cookie) {
      const now = clock.now();
      const secret = newToken();
      const id = newId('dev');
      await insertDevice(tx, {
        id,
        user_id: userId,
        secret_hash: hashToken(secret),
        first_seen_at: now,
        last_sign_in_at: now,
      });
      await dropOldestDevices(tx, userId, MOST_DEVICES);
      const value = addToDeviceCookie(cookie, secret);
      return { id, cookie: { name: 'device', value, maxAgeSeconds: DEVICE_COOKIE_SECONDS } };
    },

    forgetDevice: deleteDevice,
    forgetDevicesOf: deleteDevicesOf,
    purge: () => deleteExpiredSessions(database.queries, clock.now()),
  };
}

/** A cookie of the browser's session unless the user chose to be kept signed in (SE-4). */
function sessionCookie(secret: string, lifeMs: number | null): SessionCookie {
  return { name: 'session', value: secret, ...(lifeMs === null ? {} : { maxAgeSeconds: Math.floor(lifeMs / SECOND) }) };
}

export { createKeptForm } from './kept-form.ts';
export { createSessionRoutes } from './routes.tsx';
export { isFreshlyProven } from './session.ts';
export { createSignedInGuards } from './signed-in-guard.ts';
export { createStepUp, type ProveAgain, type ProvePasskey } from './step-up.ts';
export { stepUpDialog } from './step-up-dialog.tsx';
export { createStepUpRoutes } from './step-up-routes.ts';
