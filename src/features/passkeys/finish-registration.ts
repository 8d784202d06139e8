import type { Clock } from '../../foundations/clock.ts';
import { hashToken, newId } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { SessionCookie } from '../sessions/index.ts';
import { CeremonyFailed, type CeremonyFault } from './ceremony.ts';
import { takeChallenge } from './challenge-table.ts';
import { readClientData } from './client-data.ts';
import type { RegistrationCredential } from './credential.ts';
import type { Sessions, SignedInOwner, Users } from './doors.ts';
import { passkeyChangedMail } from './passkey-changed-mail.tsx';
import { insertPasskey, listLivePasskeys } from './passkey-table.ts';
import type { RelyingParty } from './relying-party.ts';
import { MOST_PASSKEYS } from './start-registration.ts';
import { type VerifiedRegistration, verifyRegistration } from './verify-registration.ts';

export type RegistrationResult =
  | {
      result: 'added';
      id: string;
      standsAlone: boolean;
      besidePassword: boolean;
      isFirst: boolean;
      cookie: SessionCookie | null;
    }
  | { result: 'failed'; fault: CeremonyFault }
  /** This credential is registered, with whomever (PK-10). */
  | { result: 'taken' }
  | { result: 'session-ended' };

interface Deps {
  database: Database;
  clock: Clock;
  relyingParty: RelyingParty;
  users: Users;
  sessions: Pick<Sessions, 'raise'>;
  commitChange: CommitSecurityChange;
  describeClient(userAgent: string): { browser: string | null; system: string | null };
}

class SessionEnded extends Error {}

/**
 * Takes a new passkey into use: one transaction with journal, history and mail. Two-factor is not switched on by it. It was
 * proven just now, so this session is `aal2` where that makes two factors (SE-9).
 */
export function createFinishRegistration(deps: Deps) {
  const { database, clock, relyingParty, users, sessions, commitChange } = deps;

  return async (
    session: SignedInOwner,
    request: { credential: RegistrationCredential; browser: string; secret: string; client: Client },
  ): Promise<RegistrationResult> => {
    try {
      const { challenge, row } = await takeOwnChallenge(session, request);
      const { origins, topOrigins } = relyingParty;
      const verified = verifyRegistration(request.credential, { challenge, rpId: row.rp_id, origins, topOrigins });
      return await database.transaction((tx) => add(tx, session, { ...request, verified, row }));
    } catch (error) {
      if (error instanceof CeremonyFailed) return { result: 'failed', fault: error.fault };
      if (error instanceof SessionEnded) return { result: 'session-ended' };
      throw error;
    }
  };

  async function takeOwnChallenge(
    session: SignedInOwner,
    { credential, browser }: { credential: RegistrationCredential; browser: string },
  ) {
    const { challenge } = readClientData(Buffer.from(credential.response.clientDataJSON, 'base64url'));
    const asked = {
      challenge_hash: hashToken(challenge),
      ceremony: 'registration',
      browser_hash: hashToken(browser),
      user_id: session.userId,
      subject: session.id,
    } as const;
    const row = await takeChallenge(database.queries, asked, clock.now());
    if (row === null) throw new CeremonyFailed('challenge');
    return { challenge, row };
  }

  async function add(
    tx: Queries,
    session: SignedInOwner,
    request: {
      verified: VerifiedRegistration;
      row: { rp_id: string; name: string | null; beside_password: boolean };
      client: Client;
      secret: string;
    },
  ): Promise<RegistrationResult> {
    const { verified, row, client, secret } = request;
    const { userId } = session;
    const at = clock.now();
    if ((await users.lock(tx, userId))?.state !== 'active') throw new SessionEnded();
    const others = await listLivePasskeys(tx, userId);
    if (others.length >= MOST_PASSKEYS) return { result: 'failed', fault: 'credential-id' };
    // Whatever was asked: what no sign-in without a name finds cannot stand alone.
    const besidePassword = row.beside_password || verified.discoverable === false;
    const standsAlone = verified.userVerified && !besidePassword;
    const id = newId('psk');
    const change = newId('chg');
    const named = { name: row.name, aaguid: verified.aaguid, made_on: deps.describeClient(client.userAgent).system };
    const inserted = await insertPasskey(tx, {
      id,
      user_id: userId,
      credential_id: verified.credentialId,
      rp_id: row.rp_id,
      public_key: verified.publicKey,
      counter: verified.counter,
      stands_alone: standsAlone,
      beside_password: besidePassword,
      backup_eligible: verified.backupEligible,
      backed_up: verified.backedUp,
      discoverable: verified.discoverable,
      transports: verified.transports,
      platform: verified.platform,
      ...named,
      created_at: at,
      senior_from: at,
      added_by: change,
    });
    if (!inserted) return { result: 'taken' };
    await commitChange(tx, {
      id: change,
      userId,
      kind: 'passkey-added',
      actor: { client, session },
      reachableBefore: session.reachable,
      before: { passkeys: others.length },
      after: { passkeys: others.length + 1, passkey: id, standsAlone },
      endSessions: 'none',
      mail: passkeyChangedMail,
      parameters: {
        at: at.toISOString(),
        change: besidePassword ? 'security-key-added' : 'passkey-added',
        name: named.name,
        aaguid: named.aaguid,
        madeOn: named.made_on,
        address: client.address,
        twoFactorOff: false,
      },
    });
    const isTwoFactors = standsAlone || session.methods.includes('password');
    const cookie = isTwoFactors
      ? await sessions.raise(tx, session.id, secret, { assurance: 'aal2', method: 'passkey', authenticator: id })
      : null;
    if (isTwoFactors && cookie === null) throw new SessionEnded();
    return { result: 'added', id, standsAlone, besidePassword, isFirst: others.length === 0, cookie };
  }
}
