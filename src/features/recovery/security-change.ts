import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';

/** Every kind of change to what protects a user; each appears under this name in the journal and the history. */
export type SecurityChangeKind =
  | 'password-changed'
  | 'password-reset'
  | 'password-closed'
  | 'login-alerts-changed'
  | 'two-factor-enabled'
  | 'two-factor-disabled'
  | 'app-added'
  | 'app-replaced'
  | 'app-removed'
  | 'backup-codes-renewed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'passkey-asked-enabled'
  | 'passkey-asked-disabled'
  | 'passkey-only-enabled'
  | 'passkey-only-disabled'
  | 'address-changed'
  | 'notification-address-added'
  | 'notification-address-removed'
  | 'anti-phishing-code-set'
  | 'anti-phishing-code-changed'
  | 'anti-phishing-code-removed'
  | 'ip-restriction-changed'
  | 'ip-restriction-removed'
  | 'address-opened'
  | 'recovery-completed'
  | 'recovery-wait-changed'
  /** In an account that this owner shares with others: what it was stands in that account's trail. */
  | 'account-changed'
  | 'change-undone';

/** Who did it and how it was proven. */
export interface ChangeActor {
  client: Client;
  /** null: a link from a mail, not a session. */
  session: { id: string; userId: string; methods: readonly string[]; assurance: string } | null;
  /** What was proven without a session. */
  proofs?: readonly string[];
}

export interface SecurityChange<P> {
  /** Made beforehand by a room that stamps its rows with it (`newId('chg')`). */
  id?: string;
  /** The highest assurance the user could reach just before; absent: the change does not alter it. */
  reachableBefore?: 'aal1' | 'aal2';
  userId: string;
  kind: SecurityChangeKind;
  actor: ChangeActor;
  /** What was and what is, for people to read; no secrets. */
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** What an undo needs and nobody may read, such as the old password's hash. */
  secretBefore?: string | undefined;
  /** SE-8. `others` keeps the session that made the change. */
  endSessions: 'none' | 'others' | 'all';
  mail: MailTemplate<P>;
  parameters: P;
}

/** A change as whoever takes it back sees it. */
export interface UndoableChange {
  id: string;
  userId: string;
  email: string;
  kind: SecurityChangeKind;
  /** What stood before it; where the change before it was undone since, what stood before that one. */
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  secretBefore: string | null;
}

/** What a room knows about its own changes. */
export interface Undoer {
  /**
   * The one thing that changes of these kinds replace, so that they follow one another. Absent: each change stamped its own
   * rows and is taken back by them.
   */
  subject?: string;
  /** Puts back what was, in the transaction of the undo. Tells nobody: that is done for all kinds alike. */
  undo(tx: Queries, change: UndoableChange, undoneBy: string): Promise<void>;
  /** An objection without an undo: what the change added counts as added now, once. */
  doubt?(tx: Queries, change: UndoableChange): Promise<void>;
}

/** A kind without one can be objected to, not undone. */
export type Undoers = Partial<Record<SecurityChangeKind, Undoer>>;
