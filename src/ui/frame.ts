import type { Child } from 'hono/jsx';
import type { Viewer } from '../foundations/http/index.ts';
import type { Locale } from '../foundations/i18n/index.ts';
import type { IconName } from './icon.tsx';

/** Shown in its own language, so that whoever needs it can read it. */
export const LANGUAGE_NAMES: Record<Locale, string> = { en: 'English', fr: 'Français' };

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface NavItem {
  href: string;
  label: string;
  icon?: IconName | undefined;
}

export interface NavGroup {
  /** Absent: the group needs no heading. */
  label?: string | undefined;
  items: readonly NavItem[];
}

/** Everything around a page's content that depends on the request. */
export interface Frame {
  locale: Locale;
  theme: Theme;
  brand: string;
  /** Addresses of the company's own colours and logo, where it has set them. */
  brandFiles?: { css?: string | undefined; logo?: string | undefined } | undefined;
  /** Path and query of this page: where the language and theme forms come back to. */
  path: string;
  viewer: Viewer | null;
  formToken: string;
  /** `desk`: the sections of the account. `book`: the guide's contents. `card`: not shown. */
  navigation: readonly NavGroup[];
  /** The entry to mark as current, if the page does not name one itself. */
  section?: string | undefined;
  /** `scripts`: that of every page first, then what this page needs besides. */
  assets: { css: string; scripts: readonly string[] };
  /** Seconds until this session ends if nothing more happens; the page then warns a minute before (AX-4). */
  idleSeconds?: number | undefined;
  /** Opened over the page by a script, such as the step-up. */
  dialog?: Child;
}
