import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';

/** Who acts: the session's user in the session's account, from where and with which proof. */
export interface Acting {
  accountId: string;
  userId: string;
  email: string;
  client: Client;
  /** null: a link from a mail, not a session. */
  session: { id: string; methods: readonly string[]; assurance: string } | null;
  /** What was proven without a session. */
  proofs?: readonly string[];
}

export interface Person {
  id: string;
  email: string;
  name: string;
  state: string;
  locale: Locale;
  time_zone: string;
}

export interface Users {
  find(db: Queries, id: string): Promise<Person | null>;
  findRow(email: string, tx?: Queries): Promise<Person | null>;
}

/** How somebody is protected, live. */
export interface Protection {
  /** A second factor, or a passkey that is two factors by itself. */
  secondFactor: boolean;
  /** A passkey that is two factors by itself. */
  passkey: boolean;
  /** The password opens nothing. */
  passkeyOnly: boolean;
}

export interface Protections {
  /** Of many at once, in one statement. */
  of(db: Queries, userIds: readonly string[]): Promise<ReadonlyMap<string, Protection>>;
}

export interface OfficialMail {
  notify<P>(
    tx: Queries,
    notice: {
      userId: string;
      mail: MailTemplate<P>;
      parameters: P;
      objection?: { token: string; scope: 'account' };
    },
  ): Promise<void>;
  sendOnRequest<P>(
    tx: Queries,
    request: {
      to: string;
      userId: string | null;
      locale: Locale;
      timeZone?: string;
      sourcePrefix: string;
      mail: MailTemplate<P>;
      parameters: () => Promise<P>;
    },
  ): Promise<'queued' | 'dropped'>;
}

export interface History {
  recordEvent(
    tx: Queries,
    event: {
      kind: 'account-changed';
      userId: string;
      accountId: string;
      client: Client;
      outcome: 'success';
      sessionId?: string;
      methods: readonly string[];
    },
  ): Promise<void>;
}

/** From which addresses an account may be used: its own list, set by its owners (MR-6). */
export interface AddressRule {
  /** On the way into the account. An owner's way back counts. */
  allows(
    tx: Queries,
    asked: { accountId: string; userId: string; isOwner: boolean; address: string | null },
  ): Promise<boolean>;
  /** In the transaction that refused somebody who had proven everything: the owners hear of it. */
  refused(
    tx: Queries,
    refused: { accountId: string; userId: string; client: Client; methods: readonly string[] },
  ): Promise<void>;
  isSet(db: Queries, accountId: string): Promise<boolean>;
}

/** Why a change in an account was not made; routes map each to what the world may know. */
export type Refusal =
  /** Lost the right between the guard and the lock, or never had it for this row. */
  | 'not-allowed'
  | 'unknown'
  | 'last-owner'
  | 'oneself'
  | 'nothing-to-do'
  | 'already-member'
  | 'too-many'
  | 'link-spent'
  | 'not-addressed'
  | 'address-not-allowed'
  | 'second-factor-needed'
  | 'passkey-needed'
  | ChangesFrozen;

/** After an objection nobody changes anything in the account until then. */
export interface ChangesFrozen {
  frozenUntil: Date;
}

export type Outcome<T = object> = ({ ok: true } & T) | { ok: false; reason: Refusal };

export function refused(reason: Refusal): { ok: false; reason: Refusal } {
  return { ok: false, reason };
}
