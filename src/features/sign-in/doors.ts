import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { ProofMethod } from '../sessions/index.ts';

/** Why a try failed, for the owner's history; the world is told less. */
export type RefusalCause =
  | 'wrong-password'
  | 'unknown-address'
  | 'disabled'
  | 'password-closed'
  | 'waiting'
  | 'prefix-limited'
  | 'closed'
  | 'address-not-allowed';

/** What the sign-in needs of its neighbours. */
export interface Users {
  findByEmail(email: string): Promise<{ id: string; email: string; state: string; authGeneration: number } | null>;
  /** Locks the user's row for the rest of the transaction. */
  lock(tx: Queries, userId: string): Promise<{ state: string; authGeneration: number } | null>;
}

export interface Passwords {
  /** The same work for null as for a user (RL-4). */
  verify(userId: string | null, password: string): Promise<{ correct: boolean; closed: boolean }>;
}

export interface SecondFactors {
  /** The user's live second factors; empty while two-factor is off. */
  methodsOf(tx: Queries, userId: string): Promise<readonly ProofMethod[]>;
}

/** One list of addresses from which an account may be used. An error in it denies. */
export interface AddressRule {
  allows(tx: Queries, question: { userId: string; accountId: string; address: string | null }): Promise<boolean>;
}

export interface SignInEvent {
  eventId: string;
  at: Date;
  attemptsBefore: number;
  attemptAddresses: string[];
  previousSuccessAt: Date | null;
  knownDevice: boolean;
  knownNetwork: boolean;
  place: { country: string | null; network: string | null };
  clientDescription: { browser: string | null; system: string | null };
}

export interface History {
  recordEvent(
    db: Queries,
    event: {
      kind: 'step-up' | 'password-change' | 'not-me';
      userId: string;
      client: Client;
      outcome: 'success' | 'failure';
      cause?: RefusalCause;
      sessionId?: string;
      methods?: readonly string[];
    },
  ): Promise<void>;
  recordAttempt(
    db: Queries,
    attempt: {
      userId: string | null;
      client: Client;
      method: ProofMethod;
      cause: RefusalCause;
      aggregated: boolean;
      deviceId: string | null;
    },
  ): Promise<void>;
  recordSignIn(
    tx: Queries,
    signIn: {
      userId: string;
      accountId: string;
      client: Client;
      methods: readonly ProofMethod[];
      deviceId: string;
      deviceKnown: boolean;
      sessionId: string;
    },
  ): Promise<SignInEvent>;
}

export interface Alerts {
  alertOfSignIn(
    tx: Queries,
    alert: {
      userId: string;
      sessionId: string;
      address: string | null;
      methods: readonly ProofMethod[];
      event: SignInEvent;
    },
  ): Promise<void>;
}
