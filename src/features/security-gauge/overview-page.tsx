import type { Page, Visit } from '../../foundations/http/index.ts';
import { countryName } from '../../foundations/i18n/index.ts';
import { Address, Badge, Card, Facts, Links, Notice, PageHead, RowList, Time } from '../../ui/index.ts';
import { words } from './words.ts';

export interface SignInFacts {
  at: Date;
  address: string | null;
  country: string | null;
  browser: string | null;
  system: string | null;
}

export interface LatestSignIn extends SignInFacts {
  attemptsBefore: number;
  /** The one before: the latest is usually the reader's own of just now. null: there was none. */
  before: SignInFacts | null;
}

export interface Overview {
  name: string;
  /** For its user to look at (NM-3). */
  latest: LatestSignIn | null;
  sessionCount: number;
  twoFactorOn: boolean;
  hasPasskey: boolean;
  /** Signed in with a password and without a passkey: worth a word. */
  offersPasskey: boolean;
  /** Of the live set; null: there is none, or two-factor is off. */
  codesLeft: number | null;
  ipRestriction: { state: 'off' | 'watching' | 'provisional' | 'active'; reverted: boolean };
}

/** Below this the owner is reminded while it is easy (2F-8). */
const FEW_CODES = 3;

const IP_TONES = { off: 'neutral', watching: 'accent', provisional: 'warning', active: 'good' } as const;

export function overviewPage(visit: Visit, overview: Overview): Page {
  const t = words(visit.locale);
  return {
    title: t('title'),
    shell: 'desk',
    section: '/security',
    content: (
      <>
        <PageHead title={overview.name ? t('hello', { name: overview.name }) : t('title')} intro={t('intro')} />
        {overview.twoFactorOn && (overview.codesLeft ?? 0) < FEW_CODES && (
          <Notice
            tone="warning"
            title={t('few-codes-title', { left: overview.codesLeft ?? 0 })}
            actions={<a href="/security/two-factor#backup-codes">{t('few-codes-action')}</a>}
          >
            <p>{t('few-codes-text')}</p>
          </Notice>
        )}
        {overview.ipRestriction.reverted && (
          <Notice
            tone="warning"
            title={t('ip-restriction-reverted')}
            actions={<a href="/security/ip-restriction">{t('ip-restriction')}</a>}
          >
            <p>{t('ip-restriction-reverted-text')}</p>
          </Notice>
        )}
        {overview.offersPasskey && (
          <Notice
            tone="info"
            title={t('passkey-offer-title')}
            actions={<a href="/security/passkeys">{t('passkey-offer-action')}</a>}
          >
            <p>{t('passkey-offer')}</p>
          </Notice>
        )}
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
              {
                icon: 'phone',
                title: t('two-factor'),
                href: '/security/two-factor',
                badge: (
                  <Badge tone={overview.twoFactorOn ? 'good' : 'warning'}>
                    {t(overview.twoFactorOn ? 'two-factor-on' : 'two-factor-off')}
                  </Badge>
                ),
                text: t('two-factor-text'),
              },
              { icon: 'lifebuoy', title: t('recovery'), href: '/security/recovery', text: t('recovery-text') },
              {
                icon: 'globe',
                title: t('ip-restriction'),
                href: '/security/ip-restriction',
                badge: (
                  <Badge tone={IP_TONES[overview.ipRestriction.state]}>
                    {t(`ip-restriction-${overview.ipRestriction.state}`)}
                  </Badge>
                ),
                text: t('ip-restriction-text'),
              },
              {
                icon: 'key',
                title: t('passkeys'),
                href: '/security/passkeys',
                badge: (
                  <Badge tone={overview.hasPasskey ? 'good' : 'neutral'}>
                    {t(overview.hasPasskey ? 'passkeys-some' : 'passkeys-none')}
                  </Badge>
                ),
                text: t('passkeys-text'),
              },
              { icon: 'bell', title: t('login-alerts'), href: '/security/login-alerts', text: t('login-alerts-text') },
              {
                icon: 'shield-check',
                title: t('anti-phishing-code'),
                href: '/security/anti-phishing-code',
                text: t('anti-phishing-code-text'),
              },
              { icon: 'mail', title: t('mail'), href: '/security/mail', text: t('mail-text') },
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
  const when = ({ at }: SignInFacts) => <Time at={at} locale={visit.locale} timeZone={visit.timeZone} />;
  const device = ({ browser, system }: SignInFacts) =>
    browser && system ? t('client', { browser, system }) : (browser ?? system ?? t('unknown-device'));
  const where = ({ address, country }: SignInFacts) => (
    <>
      <Address value={address} unknown="–" /> · {countryName(country, visit.locale) ?? t('unknown-place')}
    </>
  );
  return (
    <>
      <Facts
        rows={[
          [t('when'), when(latest)],
          [t('device'), device(latest)],
          [t('where'), where(latest)],
          [t('attempts'), t('attempts-value', { count: latest.attemptsBefore })],
          ...(latest.before === null
            ? []
            : [
                [
                  t('before'),
                  <>
                    {when(latest.before)} · {device(latest.before)} · {where(latest.before)}
                  </>,
                ] as const,
              ]),
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
