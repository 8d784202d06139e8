import type { Clock } from '../clock.ts';
import { hashToken, newToken } from '../crypto/index.ts';
import { type Queries, runStatement } from '../database/index.ts';

interface TokenToIssue {
  /** The one act it allows. */
  purpose: string;
  /** Whom or what it is about. */
  subject: string;
  lifetimeMs: number;
  data?: Record<string, unknown>;
  /** At most one token of this purpose and subject is alive afterwards, also when two are issued at once. */
  replaceEarlier: boolean;
}

interface OneTimeToken {
  subject: string;
  data: Record<string, unknown>;
  expiresAt: Date;
}

export interface OneTimeTokens {
  /** 256 random bits as base64url (CR-3). Only its sha256 is stored. */
  issue(tx: Queries, token: TokenToIssue): Promise<string>;
  /** Looks without spending: for the page that a mail's link opens. Null for unknown, spent, expired and other purposes alike. */
  peek(db: Queries, purpose: string, token: string): Promise<OneTimeToken | null>;
  /** Spends it: of any number of calls at once exactly one gets it. Null as in `peek`; another purpose's token stays as it is. */
  spend(tx: Queries, purpose: string, token: string): Promise<OneTimeToken | null>;
  /** Ends all tokens of this purpose and subject. */
  revoke(tx: Queries, purpose: string, subject: string): Promise<void>;
  /** Deletes the expired ones, daily; returns how many. */
  purge(db: Queries): Promise<number>;
}

interface Row {
  subject: string;
  data: Record<string, unknown>;
  expires_at: Date;
}

const LOCK_SUBJECT = `select pg_advisory_xact_lock(hashtextextended('one-time token ' || $1 || ' ' || $2, 0))`;
const INSERT = `insert into one_time_tokens (token_hash, purpose, subject, data, expires_at) values ($1, $2, $3, $4, $5)`;
const PEEK = `
  select subject, data, expires_at from one_time_tokens where token_hash = $1 and purpose = $2 and expires_at > $3`;
const SPEND = `
  delete from one_time_tokens where token_hash = $1 and purpose = $2 and expires_at > $3
  returning subject, data, expires_at`;
const REVOKE = `delete from one_time_tokens where purpose = $1 and subject = $2`;
const PURGE = `
  with gone as (delete from one_time_tokens where expires_at <= $1 returning 1) select count(*) as count from gone`;

export function createOneTimeTokens({ clock }: { clock: Clock }): OneTimeTokens {
  async function find(db: Queries, statement: string, purpose: string, token: string): Promise<OneTimeToken | null> {
    const [row] = await runStatement<Row>(db, statement, [hashToken(token), purpose, clock.now()]);
    return row === undefined ? null : { subject: row.subject, data: row.data, expiresAt: row.expires_at };
  }

  return {
    async issue(tx, { purpose, subject, lifetimeMs, data = {}, replaceEarlier }) {
      if (replaceEarlier) {
        // Two at once would not see each other's row; the lock, held to the end of the transaction, makes them take turns.
        await runStatement(tx, LOCK_SUBJECT, [purpose, subject]);
        await runStatement(tx, REVOKE, [purpose, subject]);
      }
      const token = newToken();
      const expiresAt = new Date(clock.now().getTime() + lifetimeMs);
      await runStatement(tx, INSERT, [hashToken(token), purpose, subject, JSON.stringify(data), expiresAt]);
      return token;
    },
    peek: (db, purpose, token) => find(db, PEEK, purpose, token),
    spend: (tx, purpose, token) => find(tx, SPEND, purpose, token),
    async revoke(tx, purpose, subject) {
      await runStatement(tx, REVOKE, [purpose, subject]);
    },
    async purge(db) {
      const [row] = await runStatement<{ count: number }>(db, PURGE, [clock.now()]);
      return row?.count ?? 0;
    },
  };
}
