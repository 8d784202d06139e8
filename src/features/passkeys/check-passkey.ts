import type { Clock } from '../../foundations/clock.ts';
import { equalBytes, hashToken } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Authenticator } from '../sessions/index.ts';
import { type Ceremony, CeremonyFailed, type CeremonyFault } from './ceremony.ts';
import { type ChallengeRow, takeChallenge } from './challenge-table.ts';
import { readClientData } from './client-data.ts';
import { type AssertionCredential, readCredentialId } from './credential.ts';
import { findHolder } from './holder-table.ts';
import { type FoundPasskey, findByCredential } from './passkey-table.ts';
import type { RelyingParty } from './relying-party.ts';
import { type VerifiedAssertion, verifyAssertion } from './verify-assertion.ts';

/** One use of a passkey, to be settled when everything else has passed (PK-13). */
export interface PasskeyUse {
  id: string;
  counter: number;
  backedUp: boolean;
  userVerified: boolean;
}

export type CheckedPasskey =
  | {
      verdict: 'right';
      /** `standsAlone`: it verified its user, and did so when it was added: two factors (PK-6). */
      authenticator: Authenticator & { standsAlone: boolean };
      user: { id: string; email: string; state: string; authGeneration: number };
      keep: boolean;
      use: PasskeyUse;
    }
  /** `userId`: whose passkey it was, for their history; null: nobody's that we know. */
  | { verdict: 'wrong'; fault: CeremonyFault; userId: string | null };

export interface PasskeyAnswer {
  ceremony: Exclude<Ceremony, 'registration'>;
  browser: string;
  userId: string | null;
  subject: string | null;
  credential: AssertionCredential;
  /** For an undo: what stood just before that moment. */
  before?: Date;
}

export type CheckPasskey = (answer: PasskeyAnswer) => Promise<CheckedPasskey>;

interface Deps {
  database: Database;
  clock: Clock;
  relyingParty: RelyingParty;
}

/**
 * WebAuthn §7.2. Spends the challenge whatever comes of it; changes nothing else: counter and backup state are settled by the
 * caller when every other check has passed (PK-13).
 */
export function createCheckPasskey({ database, clock, relyingParty }: Deps): CheckPasskey {
  const db = database.queries;

  return async (answer) => {
    let owner: string | null = null;
    try {
      const challenge = await takeOwnChallenge(answer);
      const found = await findByCredential(db, readCredentialId(answer.credential), answer.before ?? null);
      if (found === null) throw new CeremonyFailed('unknown-credential');
      owner = found.user_id;
      await checkOwner(found, answer);
      if (found.rp_id !== challenge.row.rp_id) throw new CeremonyFailed('rp-id');
      const stored = { publicKey: found.public_key, backupEligible: found.backup_eligible };
      const { origins, topOrigins } = relyingParty;
      const expected = { challenge: challenge.text, rpId: found.rp_id, origins, topOrigins };
      return right(found, challenge.row, verifyAssertion(answer.credential, stored, expected));
    } catch (error) {
      if (error instanceof CeremonyFailed) return { verdict: 'wrong', fault: error.fault, userId: owner };
      throw error;
    }
  };

  async function takeOwnChallenge(answer: PasskeyAnswer): Promise<{ text: string; row: ChallengeRow }> {
    const { ceremony, browser, userId, subject, credential } = answer;
    const { challenge: text } = readClientData(Buffer.from(credential.response.clientDataJSON, 'base64url'));
    const asked = { ceremony, browser_hash: hashToken(browser), user_id: userId, subject };
    const row = await takeChallenge(db, { ...asked, challenge_hash: hashToken(text) }, clock.now());
    if (row === null) throw new CeremonyFailed('challenge');
    return { text, row };
  }

  /** §7.2 steps 5 and 6: of the user who was asked; or, where nobody was, of the one it names itself (PK-10). */
  async function checkOwner(found: FoundPasskey, { userId, credential }: PasskeyAnswer): Promise<void> {
    if (userId !== null && found.user_id !== userId) throw new CeremonyFailed('other-user');
    const given = credential.response.userHandle ? Buffer.from(credential.response.userHandle, 'base64url') : null;
    if (given === null && userId !== null) return;
    const holder = await findHolder(db, found.user_id);
    if (given === null || holder === null || !equalBytes(given, holder.handle)) throw new CeremonyFailed('user-handle');
  }
}

function right(found: FoundPasskey, challenge: ChallengeRow, verified: VerifiedAssertion): CheckedPasskey {
  const { id, user_id, email, state, auth_generation, stands_alone, senior_from } = found;
  const { userVerified, counter, backedUp } = verified;
  return {
    verdict: 'right',
    authenticator: { id, method: 'passkey', seniorFrom: senior_from, standsAlone: userVerified && stands_alone },
    user: { id: user_id, email, state, authGeneration: auth_generation },
    keep: challenge.keep,
    use: { id, counter, backedUp, userVerified },
  };
}
