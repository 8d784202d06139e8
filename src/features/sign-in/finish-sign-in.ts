import { type Clock, MINUTE, SECOND } from '../../foundations/clock.ts';
import { hashToken, newId, newToken } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client, CookieChange } from '../../foundations/http/index.ts';
import type { Authenticator, ProofMethod, SessionCookie, Sessions } from '../sessions/index.ts';
import { assuranceOf, missingFactors, type Proven } from './assurance.ts';
import type {
  AccountAddressRule,
  Accounts,
  AddressRule,
  Alerts,
  History,
  PasskeyUse,
  Place,
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
  sessions: Pick<Sessions, 'open' | 'endReplaced' | 'lockDevice' | 'noteDevice' | 'addDevice'>;
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
      const { user, methods, client, authenticators } = request;
      const standsAlone = authenticators.some((authenticator) => authenticator.standsAlone === true);
      const proven = { methods, standsAlone };
      // Sent together and answered one after the other: nothing here is older than the lock on the user.
      const [live, areLive, standing, refusing, home, knownDevice] = await Promise.all([
        users.lock(tx, user.id),
        secondFactors.areLive(
          tx,
          user.id,
          authenticators.map(({ id }) => id),
        ),
        secondFactors.standingOf(tx, user.id),
        findRefusing(tx, request),
        accounts.homeOf(tx, user.id),
        sessions.lockDevice(tx, user.id, request.deviceCookie),
      ]);
      if (live?.state !== 'active' || live.authGeneration !== user.authGeneration) return { next: 'refused' };
      if (request.pendingId !== undefined && !(await takePendingSignIn(tx, request.pendingId)))
        return { next: 'refused' };
      if (!areLive) return { next: 'refused' };

      // Design: password and reset are dead on the server, whatever else was proven beside them.
      if (!standsAlone && standing.passkeyOnly) return { next: 'refused', because: 'passkey-only' };
      const missing = missingFactors(proven, standing.methods);
      if (missing.length > 0) return pend(tx, request, missing);

      if (refusing !== undefined) {
        await refusing.refused?.(tx, { userId: user.id, client, methods });
        return { next: 'address-not-allowed' };
      }
      const account = await accountFor(tx, request, home);
      if (account === null || typeof account === 'string') return { next: account ?? 'refused' };

      return enter(tx, request, { accountId: account.id, knownDevice, proven });
    });

  /** Everything is proven and allowed: the session, with all that goes with it. */
  async function enter(
    tx: Queries,
    request: FinishRequest,
    decided: { accountId: string; knownDevice: string | null; proven: Proven },
  ): Promise<FinishResult> {
    const { user, methods, client, authenticators } = request;
    const { accountId, knownDevice, proven } = decided;
    const newDevice = knownDevice === null ? await sessions.addDevice(tx, user.id, request.deviceCookie) : null;
    const deviceId = newDevice?.id ?? (knownDevice as string);
    const sessionId = newId('ses');
    const recorded = history.recordSignIn(tx, {
      userId: user.id,
      accountId,
      client,
      methods,
      deviceId,
      deviceKnown: newDevice === null,
      sessionId,
      passkeyId: authenticators.find(({ method }) => method === 'passkey')?.id ?? null,
    });
    const [sessionCookie] = await Promise.all([
      recorded.then(({ place, clientDescription }) =>
        sessions.open(tx, {
          id: sessionId,
          userId: user.id,
          accountId,
          authGeneration: user.authGeneration,
          assurance: assuranceOf(proven),
          methods: [...methods],
          keep: request.keep,
          deviceId,
          address: client.address,
          prefix: client.prefix,
          country: place.country,
          ...clientDescription,
          authenticators: authenticators.map(({ id }) => id),
        }),
      ),
      newDevice ?? sessions.noteDevice(tx, deviceId),
      sessions.endReplaced(tx, request.replacedSession),
      recorded.then(({ place: { country } }) => settle(tx, request, country)),
      alerts.alertOfSignIn(tx, { userId: user.id, sessionId, address: client.address, methods, event: recorded }),
    ]);
    await deps.onProven(tx, { userId: user.id, client, methods, authenticators });
    const cookies = [sessionCookie, ...(newDevice ? [newDevice.cookie] : [])];
    return { next: 'done', sessionCookie, cookies, returnTo: request.returnTo };
  }

  /** The first list that does not have this address. */
  async function findRefusing(tx: Queries, { user, client }: FinishRequest): Promise<AddressRule | undefined> {
    const question = { userId: user.id, address: client.address };
    const allowed = await Promise.all(deps.addressRules.map((rule) => rule.allows(tx, question)));
    return deps.addressRules.find((_, index) => !allowed[index]);
  }

  async function settle(tx: Queries, request: FinishRequest, country: string | null): Promise<void> {
    const { passkeyUse: use, methods, client } = request;
    if (use) await deps.settleUse(tx, { use, client, country, withPassword: methods.includes('password') });
  }

  /** An account's list refuses there alone: whoever is outside it starts in another account that may be used from here. */
  async function accountFor(
    tx: Queries,
    { user, client, methods }: FinishRequest,
    home: Place | null,
  ): Promise<{ id: string } | 'address-not-allowed' | null> {
    const userId = user.id;
    const { place, refusedBy } = await accounts.placeFor(tx, userId, home, ({ id, isOwner }) =>
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
