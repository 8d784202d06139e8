import type { Page } from '../foundations/http/index.ts';
import { Brand } from './brand.tsx';
import type { Frame } from './frame.ts';
import { LanguageSwitch, ThemeSwitch } from './preferences.tsx';
import { SideBar } from './side-bar.tsx';
import { Identity, SignOut } from './sign-out.tsx';
import { TopBar } from './top-bar.tsx';
import { words } from './words.ts';

interface ShellProps {
  page: Page;
  frame: Frame;
}

/** The signed-in frame, and the guide's: a bar, a column of sections, the content. */
export function WideShell({ page, frame }: ShellProps) {
  const t = words(frame.locale);
  return (
    <>
      <TopBar frame={frame} title={page.title} />
      <div class={`wide wide-${page.shell}`}>
        <SideBar
          frame={frame}
          label={t(page.shell === 'book' ? 'contents' : 'sections')}
          current={page.section ?? frame.section}
        />
        <div class="wide-content">
          <main id="content" tabindex={-1}>
            {page.content}
          </main>
          <footer class="foot">
            <span>{frame.brand}</span>
            <a href="/guide">{t('guide')}</a>
          </footer>
        </div>
      </div>
    </>
  );
}

/** One narrow card and nothing to distract from it. */
export function CardShell({ page, frame }: ShellProps) {
  const t = words(frame.locale);
  return (
    <div class="narrow">
      <header>
        <Brand name={frame.brand} logo={frame.brandFiles?.logo} />
      </header>
      <main id="content" tabindex={-1} class="card">
        {page.content}
      </main>
      <footer class="narrow-foot">
        {frame.viewer && (
          <div class="narrow-account">
            <Identity frame={frame} />
            <SignOut frame={frame} />
          </div>
        )}
        <LanguageSwitch frame={frame} />
        <ThemeSwitch frame={frame} />
        <a href="/guide">{t('guide')}</a>
      </footer>
    </div>
  );
}
