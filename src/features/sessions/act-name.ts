import type { Locale } from '../../foundations/i18n/index.ts';
import { words } from './words.ts';

const ACTS = [
  '/security/password',
  '/security/login-alerts',
  '/security/sessions/end-others',
  '/security/sessions/end-all',
  '/personal-information',
] as const;

/** What a step-up is for, in words, from the door that asked for it (SU-1). */
export function actName(path: string, locale: Locale): string {
  const t = words(locale);
  const known = ACTS.find((act) => act === path);
  if (known) return t(`act-${known}`);
  return /^\/security\/sessions\/[^/]+\/end$/.test(path) ? t('act-/security/sessions/end') : t('act-other');
}
