import type { Page, Visit } from '../../foundations/http/index.ts';
import { Facts, Form, LinkButton, Links, Notice, Time } from '../../ui/index.ts';
import { type WaitingRecovery, wasHeld } from './recovery-table.ts';
import { words } from './words.ts';

/** Reached from a daily notice. Opening it does nothing; the button does (RC-6). */
export function stopRecoveryPage(visit: Visit, token: string, row: WaitingRecovery): Page {
  const t = words(visit.locale);
  const time = (at: Date) => <Time at={at} locale={visit.locale} timeZone={visit.timeZone} />;
  return {
    title: t('stop-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('stop-title')}</h1>
        <p>{t(`stop-text-${row.lost}`)}</p>
        <Facts
          rows={[
            [t('fact-asked-at'), time(row.requested_at)],
            [t('fact-address'), row.address ?? t('unknown')],
            [t('fact-completes-at'), time(row.completes_at)],
          ]}
        />
        {wasHeld(row) ? (
          <StoppedBefore visit={visit} />
        ) : (
          <>
            <p>{t('stop-does')}</p>
            <Form
              action={`/recovery/${token}/stop`}
              token={visit.formToken}
              submit={t('stop-submit')}
              submitTone="danger"
              layout="full"
            />
          </>
        )}
        <h2>{t('stop-end-title')}</h2>
        <p>{t('stop-end')}</p>
        <LinkButton href="/sign-in" tone="quiet">
          {t('to-sign-in')}
        </LinkButton>
        <Links items={[{ href: '/forgot-password', label: t('stop-password') }]} />
      </>
    ),
  };
}

export function recoveryStoppedPage(visit: Visit, state: 'paused' | 'waiting', completesAt: Date): Page {
  const t = words(visit.locale);
  return {
    title: t(state === 'paused' ? 'stopped-title' : 'stop-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t(state === 'paused' ? 'stopped-title' : 'stop-title')}</h1>
        {state === 'paused' ? (
          <Notice tone="good">
            <p>{t('stopped-text')}</p>
          </Notice>
        ) : (
          <StoppedBefore visit={visit} />
        )}
        <Facts
          rows={[[t('fact-completes-at'), <Time at={completesAt} locale={visit.locale} timeZone={visit.timeZone} />]]}
        />
        <h2>{t('stop-end-title')}</h2>
        <p>{t('stop-end')}</p>
        <LinkButton href="/sign-in">{t('to-sign-in')}</LinkButton>
        <Links items={[{ href: '/forgot-password', label: t('stop-password') }]} />
      </>
    ),
  };
}

function StoppedBefore({ visit }: { visit: Visit }) {
  return (
    <Notice tone="warning">
      <p>{words(visit.locale)('stop-before')}</p>
    </Notice>
  );
}
