import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';
import type { AskForPasskey, CheckPasskey, SettleUse } from '../passkeys/index.ts';
import type { Authenticator, Checked } from '../two-factor/index.ts';

/** What the room needs of its neighbours. */
export interface Person {
  id: string;
  email: string;
  name: string;
  locale: Locale;
  timeZone: string;
}

export interface Users {
  /** null: nobody has the address, or its user is disabled. */
  findActiveByEmail(email: string): Promise<Person | null>;
  findActive(id: string): Promise<Person | null>;
  /** Locks the user's row for the rest of the transaction. */
  lock(tx: Queries, userId: string): Promise<{ state: string } | null>;
  find(db: Queries, userId: string): Promise<{ email: string; state: string } | null>;
}

export interface Passwords {
  /** That of before any mailed reset that no second factor followed. */
  recoveryHash(userId: string, tx?: Queries): Promise<string | null>;
  /** null: false after the same work. */
  matches(hash: string | null, password: string): Promise<boolean>;
  currentHash(tx: Queries, userId: string): Promise<string | null>;
}

export interface TwoFactor {
  listApps(db: Queries, userId: string): Promise<{ id: string; name: string }[]>;
  codesLeft(db: Queries, userId: string): Promise<number | null>;
  checkTotp(userId: string | null, code: string, options?: { before?: Date }): Promise<Checked>;
  checkBackupCode(userId: string | null, code: string, options?: { before?: Date; spends?: boolean }): Promise<Checked>;
  removeApps(tx: Queries, userId: string, removal: { except?: string; changeId: string }): Promise<number>;
}

export interface Passkeys {
  list(db: Queries, userId: string, locale: Locale): Promise<{ id: string; name: string }[]>;
  /** All live ones, or all but one; the password opens the account again. */
  removeAll(tx: Queries, userId: string, removal: { except?: string; changeId: string }): Promise<number>;
  ask: AskForPasskey;
  check: CheckPasskey;
  settleUse: SettleUse;
}

/** Apps and passkeys together: one definition for every room. */
export interface SecondFactors {
  /** The password alone suffices at no door. */
  isOn(db: Queries, userId: string): Promise<boolean>;
  /** Whether all of these are there still: apps, passkeys, sets of codes. */
  areLive(tx: Queries, userId: string, authenticatorIds: readonly string[]): Promise<boolean>;
  /** `secondFactor`: something beside the password is demanded, of a sign-in or of a change. */
  protectionsOf(db: Queries, userIds: readonly string[]): Promise<Map<string, { secondFactor: boolean }>>;
}

/** The list of addresses from which a user may be used. */
export interface Addresses {
  isRestricted(db: Queries, userId: string): Promise<boolean>;
  confirmedList(db: Queries, userId: string): Promise<string | null>;
  clear(tx: Queries, userId: string): Promise<boolean>;
  /** Opens the address of this request for a quarter of an hour and tells the owner; null: there was nothing to open. */
  openAddress(tx: Queries, userId: string, client: Client, proofs: readonly string[]): Promise<Date | null>;
}

export interface Guesses {
  /** The secret is another one: strangers may try again (RL-1). */
  rebind(tx: Queries, email: string, kind: 'password' | 'second-factor'): Promise<void>;
}

/** Tries a secret within the guess budget of its kind, and records a miss. */
export type ProveSecret = (proof: {
  user: { id: string | null; email: string };
  method: 'password' | 'totp' | 'backup-code';
  /** A count of its own; absent: that of the method. */
  kind?: 'recovery-first' | 'recovery-password' | undefined;
  evaluate(): Promise<
    | { verdict: 'right'; authenticator: Authenticator | null; clears?: false }
    | { verdict: 'wrong' }
    | { verdict: 'spent' }
  >;
  sameWork?: () => Promise<unknown>;
  client: Client;
  deviceCookie: string | undefined;
  during: 'recovery' | 'objection';
}) => Promise<
  | { outcome: 'right'; authenticator: Authenticator | null }
  | { outcome: 'wrong' }
  | { outcome: 'waiting'; seconds: number }
>;

export interface Sessions {
  endAll(tx: Queries, userId: string): Promise<unknown>;
}

export interface History {
  recordEvent(
    db: Queries,
    event: {
      kind: 'recovery' | 'recovery-waiting' | 'recovery-paused' | 'recovery-ended' | 'objection';
      userId: string | null;
      client: Client;
      outcome: 'success' | 'failure';
      cause?: 'wrong-code' | 'passkey-failed';
      methods?: readonly string[];
    },
    options?: { gathered?: boolean },
  ): Promise<void>;
}

export interface OfficialMail {
  notify<P extends object>(
    tx: Queries,
    notice: { userId: string; mail: MailTemplate<P>; parameters: P },
  ): Promise<void>;
  sendOnRequest<P>(
    tx: Queries,
    request: {
      to: string;
      userId: string;
      locale: Locale;
      timeZone: string;
      sourcePrefix: string;
      provenByLink: boolean;
      mail: MailTemplate<P>;
      parameters: () => Promise<P>;
    },
  ): Promise<'queued' | 'dropped'>;
}

/** Where a request came from, as the raw material of words. */
export interface Origin {
  address: string | null;
  country: string | null;
  network: string | null;
  browser: string | null;
  system: string | null;
}

export type DescribeOrigin = (client: Client) => Origin;

/** One owner's look at one change in a shared account, by its line in that account's trail. */
export interface AccountChange {
  change: string;
  userId: string;
}

/** `not-owner`: only who still is an owner takes it back. `final`: nobody can. */
export type AccountUndo = 'open' | 'not-owner' | 'final';

/** What the room of the shared accounts knows and does about a change in one. */
export interface AccountChanges {
  look(
    db: Queries,
    seen: AccountChange & { locale: Locale; timeZone: string },
  ): Promise<{
    /** A word for programs. */
    kind: string;
    account: string;
    /** What was changed, in words: label and value. */
    facts: readonly (readonly [string, string])[];
    /** Until when nobody changes anything there; null: not stopped. */
    frozenUntil: Date | null;
    undo: AccountUndo;
  } | null>;
  undoOf(db: Queries, seen: AccountChange): Promise<AccountUndo>;
  /** Whoever objects or takes back holds the account and this owner for the rest of the transaction. */
  hold(tx: Queries, seen: AccountChange): Promise<void>;
  frozenUntil(db: Queries, seen: AccountChange): Promise<Date | null>;
  /** Nobody changes anything in the account for a day. null: this owner did so too often of late. */
  stop(
    tx: Queries,
    seen: AccountChange & { client: Client },
  ): Promise<{ until: Date; begun: boolean } | 'too-often' | null>;
  /** Puts back what stood before, in an account that is held. False, and nothing is changed: it cannot be. */
  takeBack(tx: Queries, seen: AccountChange & { client: Client; proofs: readonly string[] }): Promise<boolean>;
}
