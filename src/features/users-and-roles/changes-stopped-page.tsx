import type { Page, Visit } from '../../foundations/http/index.ts';
import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { LinkButton, Links } from '../../ui/index.ts';
import { words } from './words.ts';

/** An objection stopped the account's changes: until when, and how an owner ends it earlier. */
export function changesStoppedPage(visit: Visit, until: Date): Page {
  const t = words(visit.locale);
  return {
    title: t('stopped-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('stopped-title')}</h1>
        <p>{stoppedText(visit, until)}</p>
        <p>{t('stopped-end')}</p>
        <LinkButton href="/step-up">{t('stopped-prove')}</LinkButton>
        <Links items={[{ href: '/account', label: t('stopped-back') }]} />
      </>
    ),
  };
}

export function stoppedText({ locale, timeZone }: Visit, until: Date): string {
  return words(locale)('stopped-text', { until: formatDateTimeWithZone(until, locale, timeZone) });
}
