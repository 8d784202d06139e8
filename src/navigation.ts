import { defineWords, type Locale } from './foundations/i18n/index.ts';
import en from './navigation.en.json' with { type: 'json' };
import fr from './navigation.fr.json' with { type: 'json' };
import type { NavGroup } from './ui/index.ts';

const words = defineWords({ en, fr });

/** The sections of a signed-in user's desk; a new room adds its line here. */
export function deskNavigation(locale: Locale): readonly NavGroup[] {
  const t = words(locale);
  return [
    {
      label: t('security'),
      items: [
        { href: '/security', label: t('overview'), icon: 'shield' },
        { href: '/security/password', label: t('password'), icon: 'lock' },
        { href: '/security/login-alerts', label: t('login-alerts'), icon: 'bell' },
        { href: '/security/login-history', label: t('login-history'), icon: 'history' },
        { href: '/security/sessions', label: t('sessions'), icon: 'monitor' },
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
