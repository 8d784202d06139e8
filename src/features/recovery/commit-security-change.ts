import type { Clock } from '../../foundations/clock.ts';
import { type KeyRing, newId } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';
import { insertJournalEntry } from './journal-table.ts';
import { OBJECTION, OBJECTION_LIFETIME } from './objection.ts';
import type { SecurityChange } from './security-change.ts';

interface Deps {
  clock: Clock;
  keyRing: KeyRing;
  describeClient(userAgent: string): { browser: string | null; system: string | null };
  sessions: {
    endOthers(tx: Queries, userId: string, keepSessionId: string): Promise<unknown>;
    endAll(tx: Queries, userId: string): Promise<unknown>;
  };
  history: {
    recordEvent(
      tx: Queries,
      event: {
        kind: SecurityChange<unknown>['kind'];
        userId: string;
        client: SecurityChange<unknown>['actor']['client'];
        outcome: 'success';
        sessionId?: string;
        methods?: readonly string[];
      },
    ): Promise<void>;
  };
  officialMail: {
    notify<P extends object>(
      tx: Queries,
      notice: { userId: string; mail: MailTemplate<P>; parameters: P; objection: { token: string } },
    ): Promise<void>;
  };
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
  /** A recovery that waits for something which is gone with this change. */
  voidRecoveryIfGone(tx: Queries, userId: string): Promise<void>;
  /** The highest assurance that the user's live authenticators give. */
  reachableOf(tx: Queries, userId: string): Promise<'aal1' | 'aal2'>;
}

export type CommitSecurityChange = <P extends object>(
  tx: Queries,
  change: SecurityChange<P>,
) => Promise<{ changeId: string }>;

/**
 * What every security change does besides the change itself, in the caller's transaction: its version in the journal,
 * the ended sessions (SE-8), the history entry, the mail to every notification address (NM-1) with the link to object. All or
 * nothing.
 */
export function createCommitSecurityChange(deps: Deps): CommitSecurityChange {
  const { clock, keyRing, sessions, history, officialMail, oneTimeTokens } = deps;

  return async (tx, change) => {
    const { userId, kind, actor } = change;
    const id = change.id ?? newId('chg');
    const { session, client } = actor;
    const { browser, system } = deps.describeClient(client.userAgent);
    await insertJournalEntry(tx, {
      id,
      user_id: userId,
      at: clock.now(),
      kind,
      before_value: change.before,
      after_value: change.after,
      sealed_before:
        change.secretBefore === undefined ? null : keyRing.seal('security-journal', id, change.secretBefore),
      actor_user_id: session?.userId ?? null,
      session_id: session?.id ?? null,
      proof_methods: session?.methods ?? actor.proofs ?? [],
      proof_assurance: session?.assurance ?? null,
      address: client.address,
      browser,
      system,
      reachable_before: change.reachableBefore ?? (await deps.reachableOf(tx, userId)),
      account_change: null,
    });
    if (change.endSessions === 'all' || (change.endSessions === 'others' && session === null)) {
      await sessions.endAll(tx, userId);
    } else if (change.endSessions === 'others' && session !== null) {
      await sessions.endOthers(tx, userId, session.id);
    }
    await history.recordEvent(tx, {
      kind,
      userId,
      client,
      outcome: 'success',
      ...(session ? { sessionId: session.id, methods: session.methods } : {}),
    });
    const token = await oneTimeTokens.issue(tx, {
      purpose: OBJECTION,
      subject: id,
      lifetimeMs: OBJECTION_LIFETIME,
      replaceEarlier: false,
    });
    await officialMail.notify(tx, { userId, mail: change.mail, parameters: change.parameters, objection: { token } });
    await deps.voidRecoveryIfGone(tx, userId);
    return { changeId: id };
  };
}
