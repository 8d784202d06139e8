import type { Child } from 'hono/jsx';

/** What the articles say about this installation instead of guessing it. */
export interface GuideFacts {
  brand: string;
  /** An e-mail address, an https address or a phone number; null: readers are sent to their contract or invoice. */
  supportContact: string | null;
  /** How long the login history is kept in full (DP-1). */
  retentionDays: number;
  /** Where this service lives, as mails and address bars show it; without a slash at the end. */
  publicUrl: string;
}

/** One part of an article under a heading of the second level. The id is the same in every language: others link to it. */
export interface ArticleSection {
  id: string;
  heading: string;
  body: Child;
}

/** An article in one language. Headings inside a body are of the third level. */
export type Article = (facts: GuideFacts) => readonly ArticleSection[];
