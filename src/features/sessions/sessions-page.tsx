import type { Page, Visit } from '../../foundations/http/index.ts';
import { countryName } from '../../foundations/i18n/index.ts';
import { Address, Badge, Card, Dotted, Form, LinkButton, Notice, PageHead, RowList, Time } from '../../ui/index.ts';
import type { SessionRow } from './session-table.ts';
import { type AuthenticatorNames, passkeysOf } from './used-passkeys.ts';
import { words } from './words.ts';

export function sessionsPage(
  visit: Visit,
  list: {
    sessions: readonly SessionRow[];
    /** What the passkeys that they were proven with are called. */
    names: AuthenticatorNames;
    currentId: string;
    done?: 'ended' | 'others-ended' | undefined;
  },
): Page {
  const t = words(visit.locale);
  const current = list.sessions.filter(({ id }) => id === list.currentId);
  const others = list.sessions.filter(({ id }) => id !== list.currentId);
  return {
    title: t('title'),
    shell: 'desk',
    section: '/security/sessions',
    content: (
      <>
        <PageHead
          title={t('title')}
          intro={t('intro')}
          guide={{ href: '/guide/questions#sessions-and-devices', label: t('guide-questions') }}
        />
        {list.done && (
          <Notice tone="good">
            <p>{t(list.done)}</p>
          </Notice>
        )}
        <Card>
          <RowList
            items={[...current, ...others].map((session) =>
              row(visit, session, { names: list.names, isCurrent: session.id === list.currentId }),
            )}
          />
          {others.length === 0 && <p class="hint">{t('only-this-text')}</p>}
        </Card>
        <Card title={t('others-title')} intro={t('others-text')}>
          <div class="actions">
            {others.length > 0 && (
              <Form
                action="/security/sessions/end-others"
                token={visit.formToken}
                submit={t('end-others')}
                submitTone="quiet"
                layout="inline"
              />
            )}
            <Form
              action="/security/sessions/end-all"
              token={visit.formToken}
              submit={t('end-all')}
              submitTone="danger"
              layout="inline"
              confirm={{ title: t('end-all'), text: t('end-all-confirm') }}
            />
            <LinkButton href="/security/password" tone="quiet" size="small">
              {t('change-password')}
            </LinkButton>
          </div>
        </Card>
        <p class="hint">{t('limits')}</p>
      </>
    ),
  };
}

function row(
  visit: Visit,
  session: SessionRow,
  { names, isCurrent }: { names: AuthenticatorNames; isCurrent: boolean },
) {
  const t = words(visit.locale);
  const { locale, timeZone } = visit;
  const { browser, system } = session;
  const client = browser && system ? t('client', { browser, system }) : (browser ?? system ?? t('unknown-client'));
  const place = countryName(session.country, locale) ?? t('unknown-place');
  return {
    icon: 'monitor' as const,
    title: client,
    badge: (
      <>
        {isCurrent && <Badge tone="good">{t('this')}</Badge>}
        {session.kept && <Badge>{t('kept')}</Badge>}
      </>
    ),
    text: (
      <>
        <Dotted parts={[<Address value={session.address} unknown={t('unknown-address')} />, place]} />
        <Dotted
          parts={[
            <>
              {t('started')} <Time at={session.signed_in_at} locale={locale} timeZone={timeZone} />
            </>,
            <>
              {t('last-seen')} <Time at={session.last_seen_at} locale={locale} timeZone={timeZone} />
            </>,
          ]}
        />
        <Dotted
          parts={passkeysOf(session, names).map(({ name, removed }) =>
            t(removed ? 'passkey-gone' : 'passkey', { name }),
          )}
        />
      </>
    ),
    action: isCurrent ? undefined : (
      <Form
        action={`/security/sessions/${session.id}/end`}
        token={visit.formToken}
        submit={t('end')}
        submitLabel={t('end-label', { client })}
        submitTone="quiet"
        layout="inline"
      />
    ),
  };
}
