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
  authenticatorSelection: Selection;
  hints?: ['security-key'];
  attestation: 'none';
  extensions: { credProps: true };
}

type Selection =
  | { residentKey: 'required'; requireResidentKey: true; userVerification: 'preferred' }
  | {
      authenticatorAttachment: 'cross-platform';
      residentKey: 'discouraged';
      requireResidentKey: false;
      userVerification: 'preferred';
    };

/** PK-14: one that is found without a name. Browsers demand a PIN of a key that is to keep such an entry. */
const PASSKEY = {
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'preferred' },
} as const;

/** A key as the second factor: also one without a PIN, or without room. Preferred, since a PIN that it has does no harm (PK-6). */
const BESIDE_PASSWORD = {
  authenticatorSelection: {
    authenticatorAttachment: 'cross-platform',
    residentKey: 'discouraged',
    requireResidentKey: false,
    userVerification: 'preferred',
  },
  hints: ['security-key'] as ['security-key'],
} as const;

/** What its user wants of a new passkey. */
export interface Wish {
  /** Empty: named after what it is. */
  name: string;
  /** To be asked for after the password alone. */
  besidePassword: boolean;
}

interface Deps {
  database: Database;
  clock: Clock;
  relyingParty: RelyingParty;
}

/** Asks for a new passkey of this session's user. Changes nothing that protects anybody. null: there are too many. */
export function createStartRegistration({ database, clock, relyingParty }: Deps) {
  const db = database.queries;
  return async (session: SignedInOwner, browser: string, wish: Wish): Promise<CreationOptions | null> => {
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
      name: wish.name === '' ? null : wish.name,
      beside_password: wish.besidePassword,
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
      ...(wish.besidePassword ? BESIDE_PASSWORD : PASSKEY),
      attestation: 'none',
      extensions: { credProps: true },
    };
  };
}
