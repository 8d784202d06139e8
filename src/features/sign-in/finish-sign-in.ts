import { type Clock, MINUTE, SECOND } from '../../foundations/clock.ts';
import { hashToken, newId, newToken } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client, CookieChange } from '../../foundations/http/index.ts';
import type { ProofMethod, SessionCookie, Sessions } from '../sessions/index.ts';
import { assuranceOf, isEnough } from './assurance.ts';
import type { AddressRule, Alerts, History, SecondFactors, Users } from './doors.ts';
import { insertPendingSignIn } from './pending-table.ts';

const PENDING_LIFETIME = 10 * MINUTE;

export interface ProvenUser {
  id: string;
  authGeneration: number;
}

export interface FinishRequest {
  user: ProvenUser;
  methods: readonly ProofMethod[];
  keep: boolean;
  returnTo: string | null;
  client: Client;
  deviceCookie: string | undefined;
  /** What the browser held before; that session ends with this sign-in (SE-2). */
  replacedSession: string | undefined;
}

export type FinishResult =
  | { next: 'done'; sessionCookie: SessionCookie; cookies: CookieChange[] }
  | { next: 'second-factor'; methods: readonly ProofMethod[]; cookies: CookieChange[] }
  | { next: 'address-not-allowed' }
  /** The user was closed or changed protection between the proof and this transaction. */
  | { next: 'refused' };

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  accounts: { firstOf(db: Queries, userId: string): Promise<{ id: string } | null> };
  sessions: Pick<Sessions, 'open' | 'endReplaced' | 'rememberDevice'>;
  secondFactors: SecondFactors;
  addressRules: readonly AddressRule[];
  history: History;
  alerts: Alerts;
}

/**
 * Turns proofs into a session, or says which proof is missing. The only caller of `sessions.open`.
 * One transaction: user state, address rules, session, history, alert (all or nothing).
 */
export function createFinishSignIn(deps: Deps): (request: FinishRequest) => Promise<FinishResult> {
  const { database, users, accounts, sessions, secondFactors, history, alerts } = deps;

  return (request) =>
    database.transaction(async (tx) => {
      const { user, methods, client } = request;
      const live = await users.lock(tx, user.id);
      if (live?.state !== 'active' || live.authGeneration !== user.authGeneration) return { next: 'refused' };

      const available = await secondFactors.methodsOf(tx, user.id);
      if (!isEnough(methods, available)) return pend(tx, request, available);

      const account = await accounts.firstOf(tx, user.id);
      if (account === null) return { next: 'refused' };
      if (!(await allowsAddress(tx, user.id, account.id, client.address))) return { next: 'address-not-allowed' };

      const device = await sessions.rememberDevice(tx, user.id, request.deviceCookie);
      const sessionId = newId('ses');
      const event = await history.recordSignIn(tx, {
        userId: user.id,
        accountId: account.id,
        client,
        methods,
        deviceId: device.id,
        deviceKnown: device.cookie === null,
        sessionId,
      });
      await sessions.endReplaced(tx, request.replacedSession);
      const sessionCookie = await sessions.open(tx, {
        id: sessionId,
        userId: user.id,
        accountId: account.id,
        authGeneration: live.authGeneration,
        assurance: assuranceOf(methods),
        methods: [...methods],
        keep: request.keep,
        deviceId: device.id,
        address: client.address,
        prefix: client.prefix,
        country: event.place.country,
        browser: event.clientDescription.browser,
        system: event.clientDescription.system,
      });
      await alerts.alertOfSignIn(tx, { userId: user.id, sessionId, address: client.address, methods, event });
      return { next: 'done', sessionCookie, cookies: [sessionCookie, ...(device.cookie ? [device.cookie] : [])] };
    });

  async function allowsAddress(
    tx: Queries,
    userId: string,
    accountId: string,
    address: string | null,
  ): Promise<boolean> {
    for (const rule of deps.addressRules) {
      if (!(await rule.allows(tx, { userId, accountId, address }))) return false;
    }
    return true;
  }

  async function pend(tx: Queries, request: FinishRequest, methods: readonly ProofMethod[]): Promise<FinishResult> {
    const now = deps.clock.now();
    const secret = newToken();
    await insertPendingSignIn(tx, {
      id: newId('pen'),
      secret_hash: hashToken(secret),
      user_id: request.user.id,
      auth_generation: request.user.authGeneration,
      methods: [...request.methods],
      keep: request.keep,
      return_to: request.returnTo,
      created_at: now,
      expires_at: new Date(now.getTime() + PENDING_LIFETIME),
    });
    return {
      next: 'second-factor',
      methods,
      cookies: [{ name: 'pending', value: secret, maxAgeSeconds: PENDING_LIFETIME / SECOND }],
    };
  }
}
