import type { Child } from 'hono/jsx';
import type { Locale } from '../../foundations/i18n/index.ts';

/** The pages of the product that articles show. Each is drawn by the room it belongs to, with made-up contents. */
export const PICTURES = [
  'account-invitation',
  'account-members',
  'account-rule',
  'anti-phishing-code-choose',
  'check-mail-as-sent',
  'check-mail-changed',
  'ip-restriction-here',
  'ip-restriction-replay',
  'ip-restriction-trial',
  'mail-box',
  'passkeys-add',
  'passkeys-ask',
  'passkeys-list',
  'passkeys-manage',
  'passkeys-only',
  'second-step',
  'two-factor-codes',
  'two-factor-on',
  'two-factor-prove',
  'two-factor-scan',
  'two-factor-start',
] as const;
export type PictureName = (typeof PICTURES)[number];
/** Draws a page, or the part of it that matters, from the very components that the page is made of. */
export type Pictures = Readonly<Record<PictureName, (locale: Locale) => Child>>;

/** What the articles say about this installation instead of guessing it. */
export interface GuideFacts {
  brand: string;
  /** An e-mail address, an https address or a phone number; null: readers are sent to their contract or invoice. */
  supportContact: string | null;
  /** How long the login history is kept in full (DP-1). */
  retentionDays: number;
  /** Where this service lives, as mails and address bars show it; without a slash at the end. */
  publicUrl: string;
  /** A figure: the page as its readers will see it, and what there is to see. */
  picture(name: PictureName, caption: string): Child;
}

/** One part of an article under a heading of the second level. The id is the same in every language: others link to it. */
export interface ArticleSection {
  id: string;
  heading: string;
  body: Child;
}

/** An article in one language. Headings inside a body are of the third level. */
export type Article = (facts: GuideFacts) => readonly ArticleSection[];
