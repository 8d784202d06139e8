import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';

/** What the room needs of its neighbours. */
export interface Users {
  /** Whoever changes how somebody proves who they are holds the user's row first, so that such changes take turns. */
  lock(tx: Queries, id: string): Promise<unknown>;
  findRow(email: string): Promise<UserFacts | null>;
  find(db: Queries, userId: string): Promise<UserFacts | null>;
}

interface UserFacts {
  id: string;
  email: string;
  name: string;
  locale: Locale;
  time_zone: string;
  state: string;
}

/** Whose password it is. */
export interface Owner {
  id: string;
  email: string;
  name: string;
  locale: Locale;
  timeZone: string;
}

/** null for a disabled user too: whoever is shut out must not find a way in through a reset. */
export function activeOwner(user: UserFacts | null): Owner | null {
  if (user?.state !== 'active') return null;
  const { id, email, name, locale, time_zone: timeZone } = user;
  return { id, email, name, locale, timeZone };
}

/** Checks the present password within the budget of wrong tries, and records a miss (RL-1, PW-11). */
export type ProvePassword = (request: {
  session: { id: string; userId: string; email: string };
  password: string;
  client: Client;
  deviceCookie: string | undefined;
  during: 'password-change';
}) => Promise<{ outcome: 'right' } | { outcome: 'wrong' } | { outcome: 'waiting'; seconds: number }>;

/** Who signs in with passkeys alone: no door sets or takes a password. */
export interface PasskeyOnly {
  isPasskeyOnly(db: Queries, userId: string): Promise<boolean>;
}

export interface Guesses {
  /** The password is set anew: strangers may try again (RL-1). */
  rebind(tx: Queries, email: string, kind: 'password'): Promise<void>;
}

export interface History {
  recordEvent(
    tx: Queries,
    event: { kind: 'reset-requested'; userId: string; client: Client; outcome: 'success' },
  ): Promise<void>;
}

export interface OfficialMail {
  sendOnRequest<P>(
    tx: Queries,
    request: {
      to: string;
      userId: string;
      locale: Locale;
      timeZone: string;
      sourcePrefix: string;
      provenByLink: boolean;
      wayIn: boolean;
      mail: MailTemplate<P>;
      parameters: () => Promise<P>;
    },
  ): Promise<'queued' | 'dropped'>;
}

export interface PasswordChange<P> {
  userId: string;
  kind: 'password-changed' | 'password-reset' | 'password-closed';
  /** Whose session did it; null: a link from a mail. */
  actor: { client: Client; session: ChangingSession | null };
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** For an undo: the hash of the password that was. */
  secretBefore?: string;
  endSessions: 'none' | 'others' | 'all';
  mail: MailTemplate<P>;
  parameters: P;
}

export interface ChangingSession {
  id: string;
  userId: string;
  methods: readonly string[];
  assurance: string;
}

/** In `tx`: the version in the journal, the history entry, the ended sessions, the notice to every address. */
export type CommitChange = <P extends object>(tx: Queries, change: PasswordChange<P>) => Promise<unknown>;

/** Where a request came from, as the raw material of words. */
export interface Origin {
  address: string | null;
  country: string | null;
  network: string | null;
  browser: string | null;
  system: string | null;
}

export type DescribeOrigin = (client: Client) => Origin;
