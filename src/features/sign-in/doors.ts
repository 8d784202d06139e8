import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { AssertionCredential, CheckedPasskey, PasskeyUse, Settlement } from '../passkeys/index.ts';
import type { ProofMethod } from '../sessions/index.ts';
import type { Checked } from '../two-factor/index.ts';

/** Why a try failed, for the owner's history; the world is told less. */
export type RefusalCause =
  | 'wrong-password'
  | 'unknown-address'
  | 'disabled'
  | 'password-closed'
  | 'waiting'
  | 'prefix-limited'
  | 'closed'
  /** Of an app or a backup code, at a step-up and the like. */
  | 'wrong-code'
  /** At a sign-in: somebody has the password and not the second factor. */
  | 'right-password-wrong-code'
  | 'spent-code'
  /** Why exactly is in the log. */
  | 'passkey-failed'
  /** A right password of somebody who signs in with passkeys alone. */
  | 'passkey-only'
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

/** Check and spend, in one statement. */
export interface SecondFactorChecks {
  checkTotp(userId: string, code: string): Promise<Checked>;
  checkBackupCode(userId: string, code: string): Promise<Checked>;
}

export interface SecondFactors {
  /** `methods`: the user's live second factors; empty while two-factor is off. `passkeyOnly`: the password opens nothing. */
  standingOf(tx: Queries, userId: string): Promise<{ methods: readonly ProofMethod[]; passkeyOnly: boolean }>;
  /** False: one was removed since it was proven. */
  areLive(tx: Queries, userId: string, authenticatorIds: readonly string[]): Promise<boolean>;
}

export interface PasskeyOnly {
  isPasskeyOnly(db: Queries, userId: string): Promise<boolean>;
}

export type { PasskeyUse };

/** Notes the use of a passkey in the transaction that it opened something. */
export type SettleUse = (tx: Queries, settlement: Settlement) => Promise<void>;

export interface PasskeyChecks {
  ask(asking: {
    ceremony: 'sign-in' | 'second-factor';
    browser: string;
    userId: string | null;
    subject: string | null;
    keep: boolean;
    formerDomain: boolean;
  }): Promise<object>;
  check(answer: {
    ceremony: 'sign-in' | 'second-factor';
    browser: string;
    userId: string | null;
    subject: string | null;
    credential: AssertionCredential;
  }): Promise<CheckedPasskey>;
}

/** The list of addresses from which a user may sign in. An error in it denies. */
export interface AddressRule {
  allows(tx: Queries, question: { userId: string; address: string | null }): Promise<boolean>;
  /** It refused somebody who had proven everything: the owner hears of it, in the same transaction. */
  refused?(tx: Queries, refusal: { userId: string; client: Client; methods: readonly string[] }): Promise<void>;
}

/** The lists of accounts: an account that refuses is not entered, and the session starts in another one. */
export interface AccountAddressRule {
  allows(
    tx: Queries,
    question: { accountId: string; userId: string; isOwner: boolean; address: string | null },
  ): Promise<boolean>;
  refused(
    tx: Queries,
    refusal: { accountId: string; userId: string; client: Client; methods: readonly string[] },
  ): Promise<void>;
}

export interface Place {
  id: string;
  name: string;
  isOwner: boolean;
  restricted: boolean;
}

export interface Accounts {
  /** Where a sign-in lands, as long as nothing refuses; null: the user is in no account. */
  homeOf(db: Queries, userId: string): Promise<Place | null>;
  /** Where the session may start; `refusedBy`: nowhere, for every account of the user's own refuses, this one first. */
  placeFor(
    tx: Queries,
    userId: string,
    home: Place | null,
    mayUse: (place: Place) => Promise<boolean>,
  ): Promise<{ place: { id: string } | null; refusedBy?: { id: string } }>;
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
  /** Whether the user has signed in from this prefix before. */
  knowsNetwork(db: Queries, userId: string, prefix: string): Promise<boolean>;
  recordEvent(
    db: Queries,
    event: {
      kind: 'step-up' | 'password-change' | 'recovery' | 'objection' | 'not-me';
      userId: string | null;
      client: Client;
      outcome: 'success' | 'failure';
      cause?: RefusalCause;
      sessionId?: string;
      methods?: readonly string[];
      times?: number;
    },
  ): Promise<void>;
  recordAttempt(
    db: Queries,
    attempt: {
      userId: string | null;
      client: Client;
      method: ProofMethod;
      cause: RefusalCause;
      deviceId: string | null;
      /** Tries of a flood, written at once. */
      times?: number;
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
      passkeyId: string | null;
    },
  ): Promise<SignInEvent>;
}

export interface Alerts {
  /** Somebody has the password and not the second factor. */
  alertOfFailedSecondFactor(tx: Queries, alert: { userId: string; client: Client; method: ProofMethod }): Promise<void>;
  alertOfSignIn(
    tx: Queries,
    alert: {
      userId: string;
      sessionId: string;
      address: string | null;
      methods: readonly ProofMethod[];
      /** It may still be on its way: what the alert needs besides is asked for meanwhile. */
      event: Promise<SignInEvent>;
    },
  ): Promise<void>;
}
