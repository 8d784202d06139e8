import { LOCALES } from '../foundations/i18n/index.ts';
import { HiddenField } from './form.tsx';
import { type Frame, LANGUAGE_NAMES, THEMES, type Theme } from './frame.ts';
import { Icon, type IconName } from './icon.tsx';
import { words } from './words.ts';

const THEME_ICONS: Record<Theme, IconName> = { system: 'monitor', light: 'sun', dark: 'moon' };

/** A form with one button per language that is not the present one. */
export function LanguageSwitch({ frame }: { frame: Frame }) {
  const t = words(frame.locale);
  return (
    <form method="post" action="/preferences" aria-label={t('language')}>
      <Origin frame={frame} />
      {LOCALES.filter((locale) => locale !== frame.locale).map((locale) => (
        <button class="button button-bare button-small" type="submit" name="locale" value={locale} lang={locale}>
          <Icon name="language" />
          <span>{LANGUAGE_NAMES[locale]}</span>
        </button>
      ))}
    </form>
  );
}

/** Automatic, light, dark: three buttons, the present one marked. */
export function ThemeSwitch({ frame }: { frame: Frame }) {
  const t = words(frame.locale);
  return (
    <form class="themes" method="post" action="/preferences" aria-label={t('appearance')}>
      <Origin frame={frame} />
      {THEMES.map((theme) => (
        <button
          type="submit"
          name="theme"
          value={theme}
          aria-pressed={String(theme === frame.theme)}
          title={t(`theme-${theme}`)}
        >
          <Icon name={THEME_ICONS[theme]} />
          <span>{t(`theme-${theme}`)}</span>
        </button>
      ))}
    </form>
  );
}

function Origin({ frame }: { frame: Frame }) {
  return (
    <>
      <HiddenField name="form_token" value={frame.formToken} />
      <HiddenField name="return" value={frame.path} />
    </>
  );
}
