import type { Clock } from '../../foundations/clock.ts';
import { hashToken, newToken } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import { descriptorOf } from './ask-for-passkey.ts';
import { CHALLENGE_LIFETIME } from './ceremony.ts';
import { insertChallenge } from './challenge-table.ts';
import type { SignedInOwner } from './doors.ts';
import { ensureHandle } from './holder-table.ts';
import { listLivePasskeys } from './passkey-table.ts';
import { ALGORITHMS } from './public-key.ts';
import type { RelyingParty } from './relying-party.ts';

/** More than anybody uses; each one is named to the authenticator. */
export const MOST_PASSKEYS = 30;

/** `PublicKeyCredentialCreationOptionsJSON`, for `parseCreationOptionsFromJSON` (WA §5.4). */
export interface CreationOptions {
  rp: { id: string; name: string };
  user: { id: string; name: string; displayName: string };
  challenge: string;
  pubKeyCredParams: { type: 'public-key'; alg: number }[];
  timeout: number;
  excludeCredentials: ReturnType<typeof descriptorOf>[];
  authenticatorSelection: { residentKey: 'required'; requireResidentKey: true; userVerification: 'preferred' };
  attestation: 'none';
  extensions: { credProps: true };
}

interface Deps {
  database: Database;
  clock: Clock;
  relyingParty: RelyingParty;
}

/** Asks for a new passkey of this session's user. Changes nothing that protects anybody. null: there are too many. */
export function createStartRegistration({ database, clock, relyingParty }: Deps) {
  const db = database.queries;
  return async (session: SignedInOwner, browser: string, name: string): Promise<CreationOptions | null> => {
    const known = await listLivePasskeys(db, session.userId);
    if (known.length >= MOST_PASSKEYS) return null;
    const handle = await ensureHandle(db, session.userId);
    const challenge = newToken();
    await insertChallenge(db, {
      challenge_hash: hashToken(challenge),
      ceremony: 'registration',
      browser_hash: hashToken(browser),
      user_id: session.userId,
      subject: session.id,
      rp_id: relyingParty.id,
      keep: false,
      name: name === '' ? null : name,
      expires_at: new Date(clock.now().getTime() + CHALLENGE_LIFETIME),
    });
    return {
      rp: { id: relyingParty.id, name: relyingParty.name },
      user: {
        id: handle.toString('base64url'),
        name: session.email,
        displayName: session.name === '' ? session.email : session.name,
      },
      challenge,
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      timeout: CHALLENGE_LIFETIME,
      excludeCredentials: known.map(descriptorOf),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'preferred' },
      attestation: 'none',
      extensions: { credProps: true },
    };
  };
}
