import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { stateBefore } from '../../foundations/past-states/index.ts';
import type { Passwords } from './doors.ts';
import { type JournalRow, listChangesOf } from './journal-table.ts';
import type { SecurityChangeKind, Undoers } from './security-change.ts';
import { PASSWORD } from './undoers.ts';

export const UNDONE = 'change-undone';

/** What a change replaced, as far as the journal keeps it: what may be shown, and what may not. */
interface PastState {
  shown: Record<string, unknown>;
  /** null: there was none, or it is kept no more. */
  secret: string | null;
}

interface Deps {
  keyRing: Pick<KeyRing, 'open'>;
  passwords: Pick<Passwords, 'currentHash'>;
  undoers: Undoers;
}

/** What stood before a change, where changes before it may have been undone since. */
export function createStandingBefore({ keyRing, passwords, undoers }: Deps) {
  /** What the change replaced; where its subject's change before it was undone since, what that one had replaced. */
  async function standingBefore(tx: Queries, change: JournalRow, kind: SecurityChangeKind): Promise<PastState> {
    const subject = undoers[kind]?.subject;
    if (subject === undefined) return pastOf(change);
    const rows = await listChangesOf(tx, change.user_id, kindsOf(subject));
    const changes = rows.filter((row) => row.kind !== UNDONE);
    return stateBefore(eventsOf(changes, rows), pastOf(change), change.sequence);
  }

  /** The password of just before any change. Undoing one replaced the password too: such an entry keeps what it replaced. */
  async function passwordOfDay(queries: Queries, change: JournalRow): Promise<PastState> {
    const rows = await listChangesOf(queries, change.user_id, kindsOf(PASSWORD));
    const changes = rows.filter((row) => row.kind !== UNDONE || row.sealed_before !== null);
    const present: PastState = { secret: await passwords.currentHash(queries, change.user_id), shown: {} };
    return stateBefore(eventsOf(changes, rows), present, change.sequence, ({ secret }) => secret !== null);
  }

  function kindsOf(subject: string): string[] {
    return Object.entries(undoers).flatMap(([kind, undoer]) => (undoer.subject === subject ? [kind] : []));
  }

  function eventsOf(changes: readonly JournalRow[], all: readonly JournalRow[]) {
    const undone = new Map(
      all.filter(({ kind }) => kind === UNDONE).map((row) => [row.before_value.change, row.sequence]),
    );
    return changes.map((row) => ({
      sequence: row.sequence,
      undoneAt: undone.get(row.id) ?? null,
      before: pastOf(row),
    }));
  }

  function pastOf(row: JournalRow): PastState {
    return { shown: row.before_value, secret: secretOf(row) };
  }

  function secretOf({ id, sealed_before }: JournalRow): string | null {
    return sealed_before === null ? null : keyRing.open('security-journal', id, sealed_before);
  }

  return { standingBefore, passwordOfDay };
}
