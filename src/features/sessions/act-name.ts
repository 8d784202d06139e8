import type { Locale } from '../../foundations/i18n/index.ts';
import { words } from './words.ts';

const ACTS = [
  '/security/password',
  '/security/recovery',
  '/security/login-alerts',
  '/security/login-history/export',
  '/security/anti-phishing-code',
  '/security/ip-restriction',
  '/security/ip-restriction/confirm',
  '/security/ip-restriction/remove',
  '/security/anti-phishing-code/show',
  '/security/anti-phishing-code/remove',
  '/security/two-factor/enrolment',
  '/security/two-factor/enrolment/confirm',
  '/security/two-factor/enrolment/saved',
  '/security/two-factor/apps/:id/rename',
  '/security/two-factor/apps/:id/remove',
  '/security/two-factor/backup-codes',
  '/security/two-factor/backup-codes/saved',
  '/security/two-factor/disable',
  '/security/passkeys/options',
  '/security/passkeys',
  '/security/passkeys/:id/rename',
  '/security/passkeys/:id/remove',
  '/security/passkeys/:id/end-sessions',
  '/security/passkeys/second-factor',
  '/security/passkey-only',
  '/security/sessions/:id/end',
  '/security/sessions/end-others',
  '/security/sessions/end-all',
  '/account',
  '/account/policy',
  '/account/policy/addresses',
  '/account/policy/addresses/confirm',
  '/account/policy/addresses/remove',
  '/account/users/:id/role',
  '/account/users/:id/suspend',
  '/account/users/:id/resume',
  '/account/users/:id/remove',
  '/account/users/:id/stop-ownership',
  '/account/invitations',
  '/account/invitations/:id/resend',
  '/account/invitations/:id/revoke',
  '/account/activity/export',
  '/account/leave',
  '/personal-information',
  '/personal-information/addresses',
  '/personal-information/addresses/confirm',
  '/personal-information/addresses/remove',
  '/personal-information/email',
  '/personal-information/email/confirm',
] as const;

/** What a step-up is for, in words, from the door that asked for it (SU-1). */
export function actName(path: string, locale: Locale): string {
  const t = words(locale);
  const known = ACTS.find((act) => act === path) ?? ACTS.find((act) => isOfPattern(path, act));
  return t(known ? `act-${known}` : 'act-other');
}

function isOfPattern(path: string, pattern: string): boolean {
  const [parts, wanted] = [path.split('/'), pattern.split('/')];
  return parts.length === wanted.length && wanted.every((part, i) => part.startsWith(':') || part === parts[i]);
}
