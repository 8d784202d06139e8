import { type Clock, MINUTE, SECOND } from '../../foundations/clock.ts';
import { hashToken, newId, newToken } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client, CookieChange } from '../../foundations/http/index.ts';
import type { Authenticator, ProofMethod, SessionCookie, Sessions } from '../sessions/index.ts';
import { assuranceOf, missingFactors } from './assurance.ts';
import type {
  AccountAddressRule,
  Accounts,
  AddressRule,
  Alerts,
  History,
  PasskeyUse,
  SecondFactors,
  SettleUse,
  Users,
} from './doors.ts';
import { insertPendingSignIn, takePendingSignIn } from './pending-table.ts';

const PENDING_LIFETIME = 10 * MINUTE;

export interface ProvenUser {
  id: string;
  authGeneration: number;
}

export interface FinishRequest {
  user: ProvenUser;
  methods: readonly ProofMethod[];
  /** What was proven besides the password. */
  authenticators: readonly Authenticator[];
  /** Of the passkey among them: settled when all else has passed (PK-13). */
  passkeyUse?: PasskeyUse | null;
  /** The half-finished sign-in that this one completes; taken once, in the transaction. */
  pendingId?: string;
  keep: boolean;
  returnTo: string | null;
  client: Client;
  deviceCookie: string | undefined;
  /** What the browser held before; that session ends with this sign-in (SE-2). */
  replacedSession: string | undefined;
}

export type FinishResult =
  | { next: 'done'; sessionCookie: SessionCookie; cookies: CookieChange[]; returnTo: string | null }
  | { next: 'second-factor'; methods: readonly ProofMethod[]; cookies: CookieChange[] }
  | { next: 'address-not-allowed' }
  /** The user was closed or changed protection between the proof and this transaction. */
  | { next: 'refused'; because?: 'passkey-only' };

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  accounts: Accounts;
  sessions: Pick<Sessions, 'open' | 'endReplaced' | 'rememberDevice'>;
  secondFactors: SecondFactors;
  settleUse: SettleUse;
  addressRules: readonly AddressRule[];
  accountAddresses: AccountAddressRule;
  history: History;
  alerts: Pick<Alerts, 'alertOfSignIn'>;
  /** What a completed sign-in settles elsewhere: recoveries its owner need not wait for. */
  onProven(
    tx: Queries,
    proven: {
      userId: string;
      client: Client;
      methods: readonly ProofMethod[];
      authenticators: readonly Authenticator[];
    },
  ): Promise<void>;
}

/**
 * Turns proofs into a session, or says which proof is missing. The only caller of `sessions.open`.
 * One transaction: user state, the passkey-only rule, address rules, session, history, alert (all or nothing).
 */
export function createFinishSignIn(deps: Deps): (request: FinishRequest) => Promise<FinishResult> {
  const { database, users, accounts, sessions, secondFactors, history, alerts } = deps;

  return (request) =>
    database.transaction(async (tx) => {
      const { user, methods, client, authenticators, passkeyUse } = request;
      const standsAlone = authenticators.some((authenticator) => authenticator.standsAlone === true);
      const proven = { methods, standsAlone };
      const live = await users.lock(tx, user.id);
      if (live?.state !== 'active' || live.authGeneration !== user.authGeneration) return { next: 'refused' };
      if (request.pendingId !== undefined && !(await takePendingSignIn(tx, request.pendingId)))
        return { next: 'refused' };
      const authenticatorIds = authenticators.map(({ id }) => id);
      if (!(await secondFactors.areLive(tx, user.id, authenticatorIds))) return { next: 'refused' };

      // Design: password and reset are dead on the server, whatever else was proven beside them.
      const standing = await secondFactors.standingOf(tx, user.id);
      if (!standsAlone && standing.passkeyOnly) return { next: 'refused', because: 'passkey-only' };
      const missing = missingFactors(proven, standing.methods);
      if (missing.length > 0) return pend(tx, request, missing);

      if (!(await allowsAddress(tx, request))) return { next: 'address-not-allowed' };
      const account = await accountFor(tx, request);
      if (account === null || typeof account === 'string') return { next: account ?? 'refused' };

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
        passkeyId: authenticators.find(({ method }) => method === 'passkey')?.id ?? null,
      });
      await sessions.endReplaced(tx, request.replacedSession);
      const sessionCookie = await sessions.open(tx, {
        id: sessionId,
        userId: user.id,
        accountId: account.id,
        authGeneration: live.authGeneration,
        assurance: assuranceOf(proven),
        methods: [...methods],
        keep: request.keep,
        deviceId: device.id,
        address: client.address,
        prefix: client.prefix,
        country: event.place.country,
        browser: event.clientDescription.browser,
        system: event.clientDescription.system,
        authenticators: authenticatorIds,
      });
      if (passkeyUse) {
        const withPassword = methods.includes('password');
        await deps.settleUse(tx, { use: passkeyUse, client, country: event.place.country, withPassword });
      }
      await deps.onProven(tx, { userId: user.id, client, methods, authenticators });
      await alerts.alertOfSignIn(tx, { userId: user.id, sessionId, address: client.address, methods, event });
      const cookies = [sessionCookie, ...(device.cookie ? [device.cookie] : [])];
      return { next: 'done', sessionCookie, cookies, returnTo: request.returnTo };
    });

  async function allowsAddress(tx: Queries, { user, client, methods }: FinishRequest): Promise<boolean> {
    const userId = user.id;
    for (const rule of deps.addressRules) {
      if (await rule.allows(tx, { userId, address: client.address })) continue;
      await rule.refused?.(tx, { userId, client, methods });
      return false;
    }
    return true;
  }

  /** An account's list refuses there alone: whoever is outside it starts in another account that may be used from here. */
  async function accountFor(
    tx: Queries,
    { user, client, methods }: FinishRequest,
  ): Promise<{ id: string } | 'address-not-allowed' | null> {
    const userId = user.id;
    const { place, refusedBy } = await accounts.placeFor(tx, userId, ({ id, isOwner }) =>
      deps.accountAddresses.allows(tx, { accountId: id, userId, isOwner, address: client.address }),
    );
    if (refusedBy === undefined) return place;
    await deps.accountAddresses.refused(tx, { accountId: refusedBy.id, userId, client, methods });
    return 'address-not-allowed';
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
      passkey_use: request.passkeyUse ?? null,
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
