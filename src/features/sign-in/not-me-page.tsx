import type { Page, Visit } from '../../foundations/http/index.ts';
import { Form, LinkButton, Links, Steps } from '../../ui/index.ts';
import { words } from './words.ts';

/** Reached from an alert. Opening it does nothing; the button does (RC-6). */
export function notMePage(visit: Visit, token: string): Page {
  const t = words(visit.locale);
  return {
    title: t('not-me-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('not-me-title')}</h1>
        <p>{t('not-me-intro')}</p>
        <h2>{t('not-me-does')}</h2>
        <ul>
          <li>{t('not-me-1')}</li>
          <li>{t('not-me-2')}</li>
          <li>{t('not-me-3')}</li>
        </ul>
        <Form
          action={`/not-me/${token}`}
          token={visit.formToken}
          submit={t('not-me-submit')}
          submitTone="danger"
          layout="full"
        />
        <Links items={[{ href: '/security', label: t('not-me-no') }]} />
      </>
    ),
  };
}

export function notMeDonePage(visit: Visit, resetLifetimeMinutes: number | null): Page {
  const t = words(visit.locale);
  return {
    title: t('not-me-done-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('not-me-done-title')}</h1>
        {resetLifetimeMinutes === null ? (
          <p>{t('not-me-done-passkeys')}</p>
        ) : (
          <>
            <p>{t('not-me-done', { minutes: resetLifetimeMinutes })}</p>
            <h2>{t('not-me-next')}</h2>
            <Steps
              steps={[{ title: t('not-me-next-1') }, { title: t('not-me-next-2') }, { title: t('not-me-next-3') }]}
            />
          </>
        )}
        <LinkButton href="/sign-in" tone="quiet">
          {t('not-me-go')}
        </LinkButton>
      </>
    ),
  };
}
