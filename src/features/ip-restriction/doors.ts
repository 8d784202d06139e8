import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { AddOptions } from '../../foundations/jobs/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';
import type { Restriction } from './restriction.ts';

/** What the room needs of its neighbours. */
export interface Users {
  /** Locks the user's row for the rest of the transaction. */
  lock(tx: Queries, userId: string): Promise<{ state: string } | null>;
  find(db: Queries, id: string): Promise<{ email: string; state: string } | null>;
}

export interface Notify {
  notify<P extends object>(
    tx: Queries,
    notice: { userId: string; mail: MailTemplate<P>; parameters: P },
  ): Promise<void>;
}

export interface SignIn {
  at: Date;
  address: string;
  prefix: string;
  country: string | null;
  network: string | null;
  /** So many from this address in this week; absent: one. */
  times?: number;
  /** Of several people: whose. */
  who?: string;
}

export interface History {
  recordEvent(
    db: Queries,
    event: {
      kind: 'ip-restriction-confirmed' | 'ip-restriction-reverted' | 'session-elsewhere';
      userId: string;
      accountId?: string;
      client: Client;
      outcome: 'success' | 'failure';
      cause?: 'address-not-allowed';
      sessionId?: string;
    },
  ): Promise<void>;
  /** The user's own sign-ins whose address is still kept, the newest first. */
  listSignIns(userId: string, since: Date): Promise<SignIn[]>;
}

export interface Jobs {
  define(name: string, run: (payload: Record<string, unknown>) => Promise<void>): void;
  add(tx: Queries, name: string, payload: Record<string, unknown>, options?: AddOptions): Promise<void>;
}

export interface RateLimits {
  /** Looks only. */
  isSpent(db: Queries, key: string, limit: { count: number; perSeconds: number }): Promise<{ spent: boolean }>;
  take(db: Queries, key: string, limit: { count: number; perSeconds: number }): Promise<{ allowed: boolean }>;
}

/** What of the session the room looks at. */
export interface SignedInOwner {
  id: string;
  userId: string;
  methods: readonly string[];
  assurance: string;
  provenAt: Date;
  restriction: Restriction | null;
}

/** What the gate at every request looks at. */
export interface GatedSession {
  id: string;
  userId: string;
  email: string;
  account: { id: string; name: string };
  methods: readonly string[];
  assurance: string;
  restriction: Restriction | null;
  /** Of the account it is in. */
  accountRestriction: Restriction | null;
}

/** Where a request came from, as the raw material of words. */
export interface Origin {
  address: string | null;
  country: string | null;
  network: string | null;
  browser: string | null;
  system: string | null;
}

/** Nobody at a browser did it: the clock, or the operator. */
export const NO_BROWSER: Client = { address: null, prefix: 'product', userAgent: '' };
