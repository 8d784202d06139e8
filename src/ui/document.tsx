import type { Page } from '../foundations/http/index.ts';
import { COLOURS } from './colours.ts';
import type { Frame } from './frame.ts';
import { SessionClock } from './session-clock.tsx';
import { CardShell, WideShell } from './shells.tsx';
import { words } from './words.ts';

/**
 * A whole page as text, doctype included (without it browsers fall back to quirks).
 * Contains nothing inline that the content policy would have to allow (BH-2).
 * @throws TypeError if a component of the page is asynchronous: a page shows what its handler has already fetched.
 */
export function renderDocument(page: Page, frame: Frame): string {
  const html: unknown = (<Document page={page} frame={frame} />).toString();
  if (typeof html !== 'string') throw new TypeError('a page may not contain asynchronous components');
  return `<!doctype html>${html}`;
}

function Document({ page, frame }: { page: Page; frame: Frame }) {
  const t = words(frame.locale);
  return (
    <html lang={frame.locale} data-theme={frame.theme === 'system' ? undefined : frame.theme}>
      <head>
        <meta charset="utf-8" />
        <title>{`${page.title} · ${frame.brand}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={frame.theme === 'system' ? 'light dark' : frame.theme} />
        <meta name="format-detection" content="telephone=no" />
        <ThemeColour theme={frame.theme} />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={frame.assets.css} />
        {frame.brandFiles?.css && <link rel="stylesheet" href={frame.brandFiles.css} />}
        {frame.assets.scripts.map((script) => (
          <script type="module" src={script} />
        ))}
      </head>
      <body>
        <a class="skip" href="#content">
          {t('skip')}
        </a>
        {page.shell === 'card' ? <CardShell page={page} frame={frame} /> : <WideShell page={page} frame={frame} />}
        <p class="toast" id="status" role="status" data-busy={t('busy')} data-cancel={t('cancel')} />
        {frame.dialog}
        <SessionClock frame={frame} />
      </body>
    </html>
  );
}

/** The colour of the browser's own bar. */
function ThemeColour({ theme }: { theme: Frame['theme'] }) {
  const { light, dark } = COLOURS.surface;
  if (theme !== 'system') return <meta name="theme-color" content={COLOURS.surface[theme]} />;
  return (
    <>
      <meta name="theme-color" content={light} media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content={dark} media="(prefers-color-scheme: dark)" />
    </>
  );
}
