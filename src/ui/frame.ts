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
  /** Path and query of this page: where the language and theme forms come back to. */
  path: string;
  viewer: Viewer | null;
  formToken: string;
  /** `desk`: the sections of the account. `book`: the guide's contents. `card`: not shown. */
  navigation: readonly NavGroup[];
  /** The entry to mark as current, if the page does not name one itself. */
  section?: string | undefined;
  assets: { css: string; js: string };
  /** Seconds until this session ends if nothing more happens; the page then warns a minute before (AX-4). */
  idleSeconds?: number | undefined;
}
