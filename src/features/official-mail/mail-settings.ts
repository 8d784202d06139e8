import type { Queries } from '../../foundations/database/index.ts';
import { normaliseEmailAddress } from '../../foundations/email-address.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { MailSender } from '../../foundations/mail-transport/index.ts';
import type { BrandColours } from '../../ui/index.ts';
import type { MailContext } from '../../ui/mail/index.ts';
import type { PhraseBox } from './render-mail.tsx';

export interface MailSettings {
  brand: string;
  /** The company's own colour; null: ours. */
  brandColours: BrandColours | null;
  publicUrl: URL;
  mailFrom: MailSender;
  /** Shown in every mail as whom to turn to. */
  supportContact: { readonly href: string; readonly label: string } | null;
  /** DP-1: mails tell of addresses too, so what they told is forgotten with the login history. */
  loginHistoryDays: number;
}

/** Who a user is to the mail: language, zone, and every proven address that notices go to (NM-2). */
export interface MailRecipient {
  locale: Locale;
  timeZone: string;
  name: string;
  addresses: string[];
}

export interface Recipients {
  /** null: there is no such user. */
  of(db: Queries, userId: string): Promise<MailRecipient | null>;
}

/** The user's anti-phishing code, opened; null: none is set. */
export type PhraseOf = (db: Queries, userId: string) => Promise<string | null>;

export function mailContext(settings: MailSettings, reader: { locale: Locale; timeZone: string }): MailContext {
  const { brand, brandColours, publicUrl, supportContact } = settings;
  const { locale, timeZone } = reader;
  return { locale, timeZone, brand, brandColours, publicUrl, supportContact };
}

/** The box for a proven address of this user: their code, or the invitation to set one. */
export async function boxOf(phraseOf: PhraseOf, db: Queries, userId: string): Promise<PhraseBox> {
  const phrase = await phraseOf(db, userId);
  return phrase === null ? 'invite' : { show: phrase };
}

/** NM-4: the phrase goes only to an address that is proven to be this user's now, whatever the caller believes. */
export async function boxFor(
  { recipients, phraseOf }: { recipients: Recipients; phraseOf: PhraseOf },
  db: Queries,
  userId: string,
  address: string,
): Promise<PhraseBox> {
  const reader = await recipients.of(db, userId);
  const isProven = reader?.addresses.some((own) => normaliseEmailAddress(own) === address) ?? false;
  return isProven ? boxOf(phraseOf, db, userId) : 'none';
}
