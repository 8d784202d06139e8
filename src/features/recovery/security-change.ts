import type { Client } from '../../foundations/http/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';

/** Every kind of change to what protects a user; each appears under this name in the journal and the history. */
export type SecurityChangeKind = 'password-changed' | 'password-reset' | 'password-closed' | 'login-alerts-changed';

/** Who did it and how it was proven. */
export interface ChangeActor {
  client: Client;
  /** null: a link from a mail, not a session. */
  session: { id: string; userId: string; methods: readonly string[]; assurance: string } | null;
}

export interface SecurityChange<P> {
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
