import type { Clock } from '../../foundations/clock.ts';
import { hashToken, newToken } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import { type Ceremony, CHALLENGE_LIFETIME } from './ceremony.ts';
import { insertChallenge } from './challenge-table.ts';
import { listLivePasskeys, type PasskeyRow } from './passkey-table.ts';
import type { RelyingParty } from './relying-party.ts';

export interface Asking {
  ceremony: Exclude<Ceremony, 'registration'>;
  /** The browser's own secret. */
  browser: string;
  /** null: whoever answers. */
  userId: string | null;
  /** The session, pending sign-in, recovery or change that it is for. */
  subject: string | null;
  keep?: boolean;
  /** With the passkeys of a former domain. */
  formerDomain?: boolean;
  /** A key that does not verify its user proves nothing here. */
  mustVerify?: boolean;
}

/** `PublicKeyCredentialRequestOptionsJSON`, for `parseRequestOptionsFromJSON` (WA §5.5). */
export interface RequestOptions {
  challenge: string;
  timeout: number;
  rpId: string;
  allowCredentials: { type: 'public-key'; id: string; transports: string[] }[];
  userVerification: 'required' | 'preferred';
}

export type AskForPasskey = (asking: Asking) => Promise<RequestOptions>;

interface Deps {
  database: Database;
  clock: Clock;
  relyingParty: RelyingParty;
}

/**
 * A challenge and what to do with it. Credentials are named only to whoever has proven to be their user: in the second step
 * of a sign-in, and in a session (PK-15).
 */
export function createAskForPasskey({ database, clock, relyingParty }: Deps): AskForPasskey {
  const db = database.queries;

  return async ({ ceremony, browser, userId, subject, keep = false, formerDomain, mustVerify = false }) => {
    const namesThem = userId !== null && (ceremony === 'second-factor' || ceremony === 'step-up');
    const known = namesThem ? await listLivePasskeys(db, userId) : [];
    const rpId = formerDomain ? (relyingParty.formerIds[0] ?? relyingParty.id) : domainFor(known);
    const challenge = newToken();
    await insertChallenge(db, {
      challenge_hash: hashToken(challenge),
      ceremony,
      browser_hash: hashToken(browser),
      user_id: userId,
      subject,
      rp_id: rpId,
      keep,
      name: null,
      beside_password: false,
      expires_at: new Date(clock.now().getTime() + CHALLENGE_LIFETIME),
    });
    return {
      challenge,
      timeout: CHALLENGE_LIFETIME,
      rpId,
      allowCredentials: known.filter(({ rp_id }) => rp_id === rpId).map(descriptorOf),
      userVerification: mustVerify ? 'required' : 'preferred',
    };
  };

  /** Ours, unless all of the user's are of a domain that we moved from. */
  function domainFor(known: readonly PasskeyRow[]): string {
    if (known.length === 0 || known.some(({ rp_id }) => rp_id === relyingParty.id)) return relyingParty.id;
    return known.find(({ rp_id }) => relyingParty.formerIds.includes(rp_id))?.rp_id ?? relyingParty.id;
  }
}

export function descriptorOf({ credential_id, transports }: Pick<PasskeyRow, 'credential_id' | 'transports'>) {
  return { type: 'public-key', id: credential_id.toString('base64url'), transports } as const;
}
