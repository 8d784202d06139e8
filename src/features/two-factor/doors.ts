import type { Queries } from '../../foundations/database/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';
import type { SessionCookie } from '../sessions/index.ts';

/** What the room needs of its neighbours. */
export interface Hashing {
  hash(text: string): Promise<string>;
  /** null: false after the same work. */
  verify(hash: string | null, text: string): Promise<boolean>;
}

export interface Users {
  /** Locks the user's row for the rest of the transaction. */
  lock(tx: Queries, userId: string): Promise<{ state: string } | null>;
}

export interface Guesses {
  /** The second factor is another one: strangers may try again (RL-1). */
  rebind(tx: Queries, email: string, kind: 'second-factor'): Promise<void>;
}

export interface Notify {
  notify<P extends object>(
    tx: Queries,
    notice: { userId: string; mail: MailTemplate<P>; parameters: P },
  ): Promise<void>;
}

export interface Sessions {
  /** Those that one authenticator opened, or was proven in since, but for this one. */
  endOpenedWith(tx: Queries, userId: string, authenticatorId: string, keepSessionId: string): Promise<number>;
}

/** The live session, proven just now at aal2 with the app, under a new secret; null: it ended meanwhile. */
export type RaiseSession = (
  tx: Queries,
  session: SignedInOwner,
  secret: string,
  appId: string,
) => Promise<SessionCookie | null>;

/** Whether an account that the user belongs to demands a second factor. */
export interface Policies {
  demandSecondFactor(tx: Queries, userId: string): Promise<boolean>;
}

/** Two-factor by another means: a passkey that is asked for after the password. */
export interface Passkeys {
  hasAny(db: Queries, userId: string): Promise<boolean>;
  keepsTwoFactorOn(tx: Queries, userId: string): Promise<boolean>;
  hasOneThatStandsAlone(tx: Queries, userId: string): Promise<boolean>;
}

/** What of the session the room looks at. */
export interface SignedInOwner {
  id: string;
  userId: string;
  email: string;
  methods: readonly string[];
  assurance: string;
  reachable: 'aal1' | 'aal2';
}
