import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { ChangeActor, CommitSecurityChange } from '../recovery/index.ts';
import type { KeepPhrase } from './keep-phrase.ts';
import { findPhraseProblem, type PhraseOwner, type PhraseProblem, settlePhrase } from './phrase.ts';
import { type PhraseChange, phraseChangedMail } from './phrase-changed-mail.tsx';

export interface PhraseWish {
  owner: PhraseOwner & { userId: string };
  /** As typed; null: no code any more. */
  typed: string | null;
  actor: ChangeActor;
}

export type ChangeResult =
  | { result: 'changed' | 'unchanged' }
  | { result: 'refused'; problem: PhraseProblem }
  | { result: 'waiting'; seconds: number };

/** A code that is refused because it is the password tells whoever tries that it is: more tries than this are not needed. */
const CHANGES = { count: 10, perSeconds: 3600 };

export interface ChangePhraseDeps {
  database: Database;
  clock: Clock;
  users: { lock(tx: Queries, userId: string): Promise<unknown> };
  keep: KeepPhrase;
  serviceNames: readonly string[];
  /** Whether this is the user's password. Slow on purpose: never inside a transaction. */
  isPassword(userId: string, text: string): Promise<boolean>;
  rateLimits: {
    take(
      db: Queries,
      key: string,
      limit: { count: number; perSeconds: number },
    ): Promise<{ allowed: boolean; retryAfterSeconds: number }>;
  };
  commitChange: CommitSecurityChange;
}

/**
 * Sets, changes or removes the code, as one security change (NM-1). The mail about a change still shows the code before it,
 * which its reader knows; only the mail about a first one shows the new.
 * Refuses what a forger could guess, what is no plain phrase, and the password.
 */
export function createChangePhrase(deps: ChangePhraseDeps) {
  const { database, clock, keep, commitChange, rateLimits } = deps;

  return async function changePhrase({ owner, typed, actor }: PhraseWish): Promise<ChangeResult> {
    const { userId } = owner;
    const phrase = typed === null ? null : settlePhrase(typed);
    if (phrase !== null) {
      const problem = findPhraseProblem(phrase, owner, deps.serviceNames);
      if (problem !== null) return { result: 'refused', problem };
      const taken = await rateLimits.take(database.queries, `anti-phishing-code:${userId}`, CHANGES);
      if (!taken.allowed) return { result: 'waiting', seconds: taken.retryAfterSeconds };
      if (await isPassword(userId, typed ?? '', phrase)) return { result: 'refused', problem: 'password' };
    }
    return database.transaction((tx) => change(tx, userId, phrase, actor));
  };

  async function isPassword(userId: string, typed: string, settled: string): Promise<boolean> {
    for (const text of new Set([typed, settled])) if (await deps.isPassword(userId, text)) return true;
    return false;
  }

  async function change(tx: Queries, userId: string, phrase: string | null, actor: ChangeActor): Promise<ChangeResult> {
    await deps.users.lock(tx, userId);
    const before = await keep.lock(tx, userId);
    if (before.phrase === phrase) return { result: 'unchanged' };
    const how = howOf(before.phrase, phrase);
    if (how === 'set') await keep.replace(tx, userId, before, phrase);
    await commitChange(tx, {
      userId,
      kind: `anti-phishing-code-${how}`,
      actor,
      before: { isSet: before.phrase !== null },
      after: { isSet: phrase !== null },
      secretBefore: before.phrase ?? undefined,
      endSessions: 'none',
      mail: phraseChangedMail,
      parameters: { at: clock.now().toISOString(), address: actor.client.address, how },
    });
    if (how !== 'set') await keep.replace(tx, userId, before, phrase);
    return { result: 'changed' };
  }
}

function howOf(before: string | null, after: string | null): PhraseChange['how'] {
  if (before === null) return 'set';
  return after === null ? 'removed' : 'changed';
}
