import { Brand } from './brand.tsx';
import { LinkButton } from './button.tsx';
import type { Frame } from './frame.ts';
import { Icon } from './icon.tsx';
import { LanguageSwitch, ThemeSwitch } from './preferences.tsx';
import { Identity, SignOut } from './sign-out.tsx';
import { words } from './words.ts';

/** Brand, the account one is in, preferences and sign-out; on phones also the page, and the way to everything else. */
export function TopBar({ frame, title }: { frame: Frame; title: string }) {
  const t = words(frame.locale);
  return (
    <header class="bar">
      <div class="bar-inner">
        <Brand name={frame.brand} logo={frame.brandFiles?.logo} />
        <span class="bar-title" aria-hidden="true">
          <span>{frame.viewer?.account.name ?? frame.brand}</span>
          <span>{title}</span>
        </span>
        {frame.viewer && (
          <a class="bar-where" href="/account/switch" title={t('where')}>
            <Icon name="users" />
            <span class="unseen">{t('where')}</span>
            <span class="bar-where-name">{frame.viewer.account.name}</span>
          </a>
        )}
        <div class="bar-preferences">
          <LanguageSwitch frame={frame} />
          <ThemeSwitch frame={frame} />
        </div>
        {frame.viewer ? (
          <div class="bar-account">
            <Identity frame={frame} />
            <SignOut frame={frame} />
          </div>
        ) : (
          <div class="bar-sign-in">
            <LinkButton href="/sign-in" tone="quiet" size="small">
              {t('sign-in')}
            </LinkButton>
          </div>
        )}
        <button class="button button-quiet button-small bar-menu" type="button" popovertarget="sections">
          <Icon name="menu" />
          <span>{t('menu')}</span>
        </button>
      </div>
    </header>
  );
}
