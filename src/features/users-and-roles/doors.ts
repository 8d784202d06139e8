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
  session: { id: string; methods: readonly string[]; assurance: string };
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

export interface SecondFactors {
  /** Whether a second factor is on: the password alone then suffices at no door. */
  isOn(db: Queries, userId: string): Promise<boolean>;
}

export interface OfficialMail {
  notify<P>(tx: Queries, notice: { userId: string; mail: MailTemplate<P>; parameters: P }): Promise<void>;
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
      sessionId: string;
      methods: readonly string[];
    },
  ): Promise<void>;
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
  | 'second-factor-needed';

export type Outcome<T = object> = ({ ok: true } & T) | { ok: false; reason: Refusal };

export function refused(reason: Refusal): { ok: false; reason: Refusal } {
  return { ok: false, reason };
}
