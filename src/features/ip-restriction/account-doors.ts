import type { Queries } from '../../foundations/database/index.ts';
import type { Client, RefusalReply, Visit } from '../../foundations/http/index.ts';
import type { Acting, CommitAccountChange, EnterAccount } from '../users-and-roles/index.ts';
import type { SignIn } from './doors.ts';
import type { Restriction } from './restriction.ts';

export type { Acting, CommitAccountChange };

export interface Account {
  id: string;
  name: string;
}

/** What the list of an account needs of the room of accounts. */
export interface Accounts {
  commitAccountChange: CommitAccountChange;
  /** Holds the account for the rest of the transaction; whoever changes something in it has taken its turn. */
  lock(tx: Queries, id: string): Promise<Account | null>;
  /** Those who can act now. */
  activeOwners(tx: Queries, id: string): Promise<string[]>;
  /** The accounts that a user is an active owner of. */
  ownedBy(db: Queries, userId: string): Promise<Account[]>;
  /** The members who can act, with who they are. */
  membersOf(db: Queries, id: string): Promise<{ userId: string; email: string; name: string }[]>;
}

/** Changes in an account: held, with the right read again under the lock (MR-4). */
export type Entering = Pick<EnterAccount, 'enter'>;

/** What of the session the account's pages look at. */
export interface SignedInMember {
  id: string;
  userId: string;
  email: string;
  account: Account;
  role: string | null;
  methods: readonly string[];
  assurance: string;
  provenAt: Date;
  accountRestriction: Restriction | null;
}

/** A member's sign-ins from one address in one week. */
export interface MemberSignIns extends SignIn {
  userId: string;
}

export interface AccountHistory {
  listAccountSignIns(accountId: string, userIds: readonly string[], since: Date): Promise<MemberSignIns[]>;
}

/** Somebody who proved everything and is not at one of an account's addresses. */
export interface Refused {
  accountId: string;
  userId: string;
  client: Client;
  methods: readonly string[];
}

export type ExplainRefusal = (reason: Refusal, visit: Visit) => RefusalReply;
type Refusal = Extract<Awaited<ReturnType<EnterAccount['enter']>>, { ok: false }>['reason'];
