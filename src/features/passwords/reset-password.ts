import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { activeOwner, type Owner, type PasskeyOnly, type Users } from './doors.ts';
import type { Hashing } from './hash-password.ts';
import { type Judge, type Refusal, UNCHANGED } from './judge-password.ts';
import type { PasswordRow } from './password-table.ts';
import { RESET_PURPOSE } from './reset-token.ts';
import type { SetPassword } from './set-password.ts';

type OneTimeToken = NonNullable<Awaited<ReturnType<OneTimeTokens['peek']>>>;

export type ResetResult =
  | { result: 'done' }
  | { result: 'link-spent' }
  | { result: 'refused'; owner: Owner; refusal: Refusal };

export interface ResetPassword {
  /** Whose password a link is for, without spending it; null: unknown, spent, expired, another purpose, disabled user. */
  ownerOf(token: string): Promise<Owner | null>;
  /** Ends every session and signs nobody in (RC-4). A refused password does not spend the link. */
  reset(token: string, password: string, client: Client): Promise<ResetResult>;
}

interface Deps {
  database: Database;
  hashing: Hashing;
  judge: Judge;
  tokens: Pick<OneTimeTokens, 'peek' | 'spend'>;
  users: Pick<Users, 'find'>;
  passkeyOnly: PasskeyOnly;
  findPassword(userId: string): Promise<Pick<PasswordRow, 'hash' | 'closed_at' | 'must_change'> | null>;
  setPassword: SetPassword;
}

export function createResetPassword(deps: Deps): ResetPassword {
  const { database, hashing, judge, tokens, users, passkeyOnly, findPassword, setPassword } = deps;

  async function ownerOf(token: string): Promise<Owner | null> {
    const found = await tokens.peek(database.queries, RESET_PURPOSE, token);
    return found && ownerOfLink(database.queries, found);
  }

  /** A link opens only what the mailbox it was sent to signs in to: not after a change of address, nor after its undo. None opens what passkeys alone open. */
  async function ownerOfLink(db: Queries, { subject, data }: OneTimeToken): Promise<Owner | null> {
    if (await passkeyOnly.isPasskeyOnly(db, subject)) return null;
    const owner = activeOwner(await users.find(db, subject));
    return owner !== null && owner.email === data.sentTo ? owner : null;
  }

  /** A password that others know must not be set again; one that was merely forgotten may. */
  async function isKnownToOthers(userId: string, password: string): Promise<boolean> {
    const old = await findPassword(userId);
    if (old === null || (old.closed_at === null && !old.must_change)) return false;
    return hashing.verify(old.hash, password);
  }

  return {
    ownerOf,
    async reset(token, password, client) {
      const owner = await ownerOf(token);
      if (owner === null) return { result: 'link-spent' };
      const judgement = await judge(password, owner);
      if (!judgement.ok) return { result: 'refused', owner, refusal: judgement };
      if (await isKnownToOthers(owner.id, password)) return { result: 'refused', owner, refusal: UNCHANGED };

      const hash = await hashing.hash(password);
      return database.transaction(async (tx): Promise<ResetResult> => {
        // Of any number of posts at once one gets the token; the others did nothing.
        const spent = await tokens.spend(tx, RESET_PURPOSE, token);
        if (spent === null || (await ownerOfLink(tx, spent))?.id !== owner.id) return { result: 'link-spent' };
        await setPassword(tx, { owner, hash, by: 'reset', client, session: null });
        return { result: 'done' };
      });
    },
  };
}
