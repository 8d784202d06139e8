import type { Child } from 'hono/jsx';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { BrandColours } from '../brand-colours.ts';

/** What a template may know besides its own parameters. Never the request: links come from `publicUrl` alone (RC-5). */
export interface MailContext {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly brand: string;
  /** The company's own colour; absent: ours. */
  readonly brandColours?: BrandColours | null;
  readonly publicUrl: URL;
  /** Whom to turn to: a page or a mailto link. */
  readonly supportContact?: { readonly href: string; readonly label: string } | null;
}

/** The one thing the reader may want to do. The frame shows it after the anti-phishing box, in both parts. */
export interface MailAction {
  label: string;
  href: string;
  tone?: 'primary' | 'danger';
}

export interface MailWords {
  /** Seen on lock screens and in logs of mail servers: no secret, no anti-phishing code. */
  subject: string;
  /** What a mail client shows beside the subject; also the line for this mail in a digest. */
  preheader: string;
  html: Child;
  /** Written by hand, never derived from the HTML. */
  text: string;
  action?: MailAction;
  /** Why the reader gets this mail; without it the frame's sentence for its kind. */
  why?: string;
  /** What to do if it was not the reader; without it the frame's sentence for its kind. */
  notYou?: string;
}

/**
 * One mail of a room. `notice`: something happened, never dropped. `on-request`: a stranger can cause it, budgeted (RL-6).
 * Parameters are plain JSON (times as ISO strings): all but the secret ones are kept, so that the mail can be shown again.
 */
export interface MailTemplate<P> {
  readonly name: string;
  readonly kind: 'notice' | 'on-request';
  readonly secretParameters: readonly (keyof P & string)[];
  /** A believable set of parameters: every template is rendered from it in tests and on the contact sheet. */
  readonly example: P;
  compose(parameters: P, context: MailContext): MailWords;
}

export function defineMail<P extends object>(template: MailTemplate<P>): MailTemplate<P> {
  return Object.freeze(template);
}

/** A link into the interface, from the configured origin. */
export function linkTo(publicUrl: URL, path: `/${string}`): string {
  return new URL(path, publicUrl).href;
}
