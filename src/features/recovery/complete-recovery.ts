import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { CommitSecurityChange } from './commit-security-change.ts';
import type { DescribeOrigin, Person } from './doors.ts';
import type { LostThings } from './lost-thing.ts';
import type { Proof } from './recovery.ts';
import { recoveryCompletedMail } from './recovery-completed-mail.tsx';
import { findWaiting, type RecoveryRow, updateRecovery } from './recovery-table.ts';
import { clientOf } from './send-code.ts';

export const STOP_RECOVERY = 'recovery-stop';

interface Completion {
  row: RecoveryRow;
  person: Person;
  proofs: readonly Proof[];
  /** No wait is needed: where the last proof came from. */
  atOnce?: Client;
}

interface Deps {
  clock: Clock;
  lostThings: LostThings;
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>;
  commitChange: CommitSecurityChange;
  reachableOf(tx: Queries, userId: string): Promise<'aal1' | 'aal2'>;
  describeOrigin: DescribeOrigin;
}

/** `nothing`: it stood in nobody's way. `works`: what was proven is all there is, so it is not lost. Both change no protection. */
type Completed = 'removed' | 'nothing' | 'works';

/**
 * Removes what was lost and nothing else, as one security change: every session ends, and the mail carries the link to
 * object. The caller holds the locks on user and recovery, and has seen that the thing is there.
 */
export function createCompleteRecovery(deps: Deps) {
  const { clock, lostThings, oneTimeTokens, commitChange, describeOrigin } = deps;

  return async (tx: Queries, { row, person, proofs, atOnce }: Completion): Promise<Completed> => {
    const now = clock.now();
    const thing = lostThings[row.lost];
    const client = clientOf(row);
    if (atOnce !== undefined && thing.settleAtOnce) {
      const settled = await thing.settleAtOnce(tx, person.id, { client: atOnce, proofs });
      await updateRecovery(tx, row.id, { state: settled ? 'done' : 'void', settled_at: now });
      return settled ? 'removed' : 'nothing';
    }
    const { keeps } = row;
    const removed = await thing.namesOf(tx, person, keeps);
    if (keeps !== null && removed.length === 0) return 'works';
    const id = newId('chg');
    const before = await thing.describe?.(tx, person.id);
    const reachableBefore = await deps.reachableOf(tx, person.id);
    await thing.remove(tx, person, { changeId: id, keeps });
    await updateRecovery(tx, row.id, { state: 'done', settled_at: now });
    const waiting = await findWaiting(tx, person.id);
    // Whoever waited is told what happened.
    if (waiting?.lost === row.lost) await updateRecovery(tx, waiting.id, { state: 'done', keeps, settled_at: now });
    for (const one of [row, waiting]) if (one) await oneTimeTokens.revoke(tx, STOP_RECOVERY, one.id);
    await commitChange(tx, {
      id,
      userId: person.id,
      kind: 'recovery-completed',
      actor: { client, session: null, proofs },
      reachableBefore,
      before: { lost: row.lost, removed, ...before },
      after: { lost: row.lost },
      endSessions: 'all',
      mail: recoveryCompletedMail,
      parameters: {
        at: now.toISOString(),
        lost: row.lost,
        removed,
        askedAt: row.requested_at.toISOString(),
        origin: describeOrigin(client),
      },
    });
    return 'removed';
  };
}

export type CompleteRecovery = ReturnType<typeof createCompleteRecovery>;
