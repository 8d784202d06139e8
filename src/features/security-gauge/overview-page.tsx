import type { Page, Visit } from '../../foundations/http/index.ts';
import { countryName } from '../../foundations/i18n/index.ts';
import { Address, Card, Facts, Links, Notice, PageHead, RowList, Time } from '../../ui/index.ts';
import { words } from './words.ts';

export interface LatestSignIn {
  at: Date;
  address: string | null;
  country: string | null;
  browser: string | null;
  system: string | null;
  attemptsBefore: number;
}

export interface Overview {
  name: string;
  /** The sign-in before this session's own, as its user should look at it (NM-3). */
  latest: LatestSignIn | null;
  sessionCount: number;
}

export function overviewPage(visit: Visit, overview: Overview): Page {
  const t = words(visit.locale);
  return {
    title: t('title'),
    shell: 'desk',
    section: '/security',
    content: (
      <>
        <PageHead title={overview.name ? t('hello', { name: overview.name }) : t('title')} intro={t('intro')} />
        <Card title={t('latest-title')} actions={<a href="/security/login-history">{t('history')}</a>}>
          {overview.latest === null ? (
            <p>{t('latest-none')}</p>
          ) : (
            <LatestFacts visit={visit} latest={overview.latest} />
          )}
        </Card>
        <Card title={t('settings-title')}>
          <RowList
            items={[
              { icon: 'lock', title: t('password'), href: '/security/password', text: t('password-text') },
              { icon: 'bell', title: t('login-alerts'), href: '/security/login-alerts', text: t('login-alerts-text') },
              {
                icon: 'history',
                title: t('login-history'),
                href: '/security/login-history',
                text: t('login-history-text'),
              },
              {
                icon: 'monitor',
                title: t('sessions'),
                href: '/security/sessions',
                text: t('sessions-text', { count: overview.sessionCount }),
              },
              { icon: 'user', title: t('personal'), href: '/personal-information', text: t('personal-text') },
            ]}
          />
        </Card>
        <Card title={t('guide-title')}>
          <Links
            items={[
              { href: '/guide/why-accounts-are-hijacked', label: t('guide-why') },
              { href: '/guide/strong-passwords', label: t('guide-passwords') },
              { href: '/guide/questions', label: t('guide-questions') },
            ]}
          />
        </Card>
      </>
    ),
  };
}

function LatestFacts({ visit, latest }: { visit: Visit; latest: LatestSignIn }) {
  const t = words(visit.locale);
  const { locale, timeZone } = visit;
  const { browser, system } = latest;
  return (
    <>
      <Facts
        rows={[
          [t('when'), <Time at={latest.at} locale={locale} timeZone={timeZone} />],
          [
            t('device'),
            browser && system ? t('client', { browser, system }) : (browser ?? system ?? t('unknown-device')),
          ],
          [
            t('where'),
            <>
              <Address value={latest.address} unknown="–" /> ·{' '}
              {countryName(latest.country, locale) ?? t('unknown-place')}
            </>,
          ],
          [t('attempts'), t('attempts-value', { count: latest.attemptsBefore })],
        ]}
      />
      <Notice tone={latest.attemptsBefore > 0 ? 'warning' : 'info'}>
        <p>
          {t('was-it-you')} <a href="/security/password">{t('change-password')}</a>
        </p>
      </Notice>
    </>
  );
}
