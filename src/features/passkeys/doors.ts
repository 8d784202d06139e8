import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';
import type { SessionCookie } from '../sessions/index.ts';

/** What the room needs of its neighbours. */
export interface Users {
  /** Locks the user's row for the rest of the transaction. */
  lock(tx: Queries, userId: string): Promise<{ state: string } | null>;
}

export interface TwoFactor {
  /** Whether an authenticator app keeps two-factor on. */
  isOn(db: Queries, userId: string): Promise<boolean>;
  codesLeft(db: Queries, userId: string): Promise<number | null>;
}

export interface Notify {
  notify<P extends object>(
    tx: Queries,
    notice: { userId: string; mail: MailTemplate<P>; parameters: P },
  ): Promise<void>;
}

export interface History {
  recordEvent(
    db: Queries,
    event: {
      kind: 'passkey-counter' | 'step-up' | 'passkey-sessions-ended';
      userId: string;
      client: Client;
      outcome: 'success' | 'failure';
      cause?: 'passkey-failed';
      methods?: readonly string[];
      sessionId?: string;
    },
  ): Promise<void>;
}

export interface Sessions {
  /** Those that are open. */
  list(userId: string): Promise<OpenSession[]>;
  /** The live session, proven just now at aal2 with a passkey, under a new secret; null: it ended meanwhile. */
  raise(
    tx: Queries,
    sessionId: string,
    oldSecret: string,
    proof: { assurance: 'aal2'; method: 'passkey'; authenticator: string },
  ): Promise<SessionCookie | null>;
  /** Those opened with the authenticator, or proven with it since, but for one; returns how many. */
  endOpenedWith(tx: Queries, userId: string, authenticatorId: string, keepSessionId: string): Promise<number>;
}

/** A session, as far as it is told beside the passkey that was used in it. */
export interface OpenSession {
  id: string;
  browser: string | null;
  system: string | null;
  authenticators: readonly string[];
}

/** Whether an account that the user belongs to demands a second factor, or a passkey. */
export interface Policies {
  demandSecondFactor(tx: Queries, userId: string): Promise<boolean>;
  demandPasskey(tx: Queries, userId: string): Promise<boolean>;
}

/** What of the session the room looks at. */
export interface SignedInOwner {
  id: string;
  userId: string;
  email: string;
  name: string;
  methods: readonly string[];
  assurance: string;
  reachable: 'aal1' | 'aal2';
  /** A passkey that is still there was proven in it. */
  passkeyProven: boolean;
}
