import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';

/** What the room needs of its neighbours. */
export interface Users {
  findByEmail(email: string): Promise<{ id: string; state: string } | null>;
  /** Locks the user's row for the rest of the transaction. */
  lock(tx: Queries, userId: string): Promise<{ state: string } | null>;
  setState(tx: Queries, userId: string, state: 'active' | 'disabled'): Promise<void>;
}

export interface Sessions {
  endAll(tx: Queries, userId: string): Promise<number>;
  forgetDevicesOf(tx: Queries, userId: string): Promise<void>;
}

export type OperatorAct =
  | 'disabled-by-operator'
  | 'enabled-by-operator'
  | 'compromised-by-operator'
  | 'unlocked-by-operator'
  | 'ip-restriction-cleared-by-operator';

export interface OperatorDeps {
  database: Database;
  clock: { now(): Date };
  users: Users;
  sessions: Sessions;
  passwords: { markCompromised(tx: Queries, userId: string): Promise<void> };
  /** False: there was none. */
  ipRestriction: {
    clear(tx: Queries, userId: string): Promise<boolean>;
    clearAccount(tx: Queries, account: { id: string; name: string }): Promise<boolean>;
  };
  accounts: {
    /** Holds the account for the rest of the transaction. */
    lock(tx: Queries, id: string): Promise<{ id: string; name: string } | null>;
    ownedBy(db: Queries, userId: string): Promise<{ id: string }[]>;
  };
  guesses: { unlock(tx: Queries, email: string): Promise<void> };
  history: {
    recordEvent(
      tx: Queries,
      event: { kind: OperatorAct; userId: string; client: Client; outcome: 'success' },
    ): Promise<void>;
  };
  officialMail: {
    notify<P extends object>(
      tx: Queries,
      notice: { userId: string; mail: MailTemplate<P>; parameters: P },
    ): Promise<void>;
  };
}

/** In the history an operator's act has no address: it came from no browser. */
export const OPERATOR: Client = { address: null, prefix: 'operator', userAgent: '' };

/** `unchanged`: it was so already, and nobody is told again. */
export type ActOutcome = 'done' | 'unchanged' | 'no-such-user';
