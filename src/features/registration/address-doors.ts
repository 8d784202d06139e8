import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Session, SessionCookie } from '../sessions/index.ts';

/** What this room looks at of a session. */
export type SignedInOwner = Pick<
  Session,
  'id' | 'userId' | 'email' | 'methods' | 'assurance' | 'reachable' | 'kept' | 'expiresAt'
>;

/** Who changes an address, and from where. */
export interface Actor {
  session: SignedInOwner;
  client: Client;
}

/** A new secret for the session that goes on. */
export type RenewSession = (tx: Queries, session: SignedInOwner, secret: string) => Promise<SessionCookie | null>;

export interface Guesses {
  /** Tries with this address were not tries with this user's secrets. */
  unlock(tx: Queries, email: string): Promise<void>;
}

export interface RateLimits {
  take(
    db: Queries,
    key: string,
    limit: { count: number; perSeconds: number },
  ): Promise<{ allowed: boolean; retryAfterSeconds: number }>;
}
