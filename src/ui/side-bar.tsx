import { LinkButton } from './button.tsx';
import type { Frame } from './frame.ts';
import { Icon } from './icon.tsx';
import { LanguageSwitch, ThemeSwitch } from './preferences.tsx';
import { Identity } from './sign-out.tsx';
import { words } from './words.ts';

/**
 * The list of sections: a column on wide screens, a sheet behind the menu button on narrow ones.
 * One popover serves both, so that no link is there twice and no script is needed.
 */
export function SideBar({ frame, label, current }: { frame: Frame; label: string; current: string | undefined }) {
  const t = words(frame.locale);
  return (
    <div class="side" id="sections" popover="auto">
      <nav aria-label={label}>
        {frame.navigation.map((group) => (
          <div class="side-group">
            {group.label && <p class="side-label">{group.label}</p>}
            <ul>
              {group.items.map(({ href, label: name, icon }) => (
                <li>
                  <a href={href} aria-current={href === current ? 'page' : undefined}>
                    {icon && <Icon name={icon} />}
                    <span>{name}</span>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <section class="side-foot" aria-label={t('preferences')}>
        {frame.viewer ? (
          <Identity frame={frame} />
        ) : (
          <LinkButton href="/sign-in" tone="quiet" size="small">
            {t('sign-in')}
          </LinkButton>
        )}
        <ThemeSwitch frame={frame} />
        <LanguageSwitch frame={frame} />
      </section>
    </div>
  );
}
