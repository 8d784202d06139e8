import type { Permission } from './features/users-and-roles/index.ts';
import { defineWords, type Locale } from './foundations/i18n/index.ts';
import en from './navigation.en.json' with { type: 'json' };
import fr from './navigation.fr.json' with { type: 'json' };
import type { NavGroup } from './ui/index.ts';

const words = defineWords({ en, fr });

/** The sections of a signed-in user's desk; a new room adds its line here. */
export function deskNavigation(locale: Locale, may: (permission: Permission) => boolean): readonly NavGroup[] {
  const t = words(locale);
  return [
    {
      label: t('security'),
      items: [
        { href: '/security', label: t('overview'), icon: 'shield' },
        { href: '/security/password', label: t('password'), icon: 'lock' },
        { href: '/security/two-factor', label: t('two-factor'), icon: 'phone' },
        { href: '/security/passkeys', label: t('passkeys'), icon: 'key' },
        { href: '/security/recovery', label: t('recovery'), icon: 'lifebuoy' },
        { href: '/security/ip-restriction', label: t('ip-restriction'), icon: 'globe' },
        { href: '/security/login-alerts', label: t('login-alerts'), icon: 'bell' },
        { href: '/security/anti-phishing-code', label: t('anti-phishing-code'), icon: 'shield-check' },
        { href: '/security/mail', label: t('mail'), icon: 'mail' },
        { href: '/security/login-history', label: t('login-history'), icon: 'history' },
        { href: '/security/sessions', label: t('sessions'), icon: 'monitor' },
      ],
    },
    {
      label: t('account'),
      items: [
        ...(may('account.read') ? [{ href: '/account', label: t('account-details'), icon: 'globe' } as const] : []),
        ...(may('members.read') ? [{ href: '/account/users', label: t('users'), icon: 'users' } as const] : []),
        ...(may('members.change')
          ? [{ href: '/account/invitations', label: t('invitations'), icon: 'mail' } as const]
          : []),
        ...(may('account.read')
          ? [
              { href: '/account/roles', label: t('roles'), icon: 'key' } as const,
              { href: '/account/policy', label: t('policy'), icon: 'shield-check' } as const,
            ]
          : []),
        ...(may('activity.read') ? [{ href: '/account/activity', label: t('activity'), icon: 'clock' } as const] : []),
        { href: '/account/switch', label: t('switch'), icon: 'arrow' },
      ],
    },
    {
      label: t('you'),
      items: [{ href: '/personal-information', label: t('personal-information'), icon: 'user' }],
    },
    { label: t('help'), items: [{ href: '/guide', label: t('guide'), icon: 'book' }] },
  ];
}

export function startLabel(locale: Locale): string {
  return words(locale)('start');
}
