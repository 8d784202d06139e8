import type { Page, Visit } from '../../foundations/http/index.ts';
import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { LinkButton, Links } from '../../ui/index.ts';
import type { Session } from './session.ts';
import { words } from './words.ts';

/** An objection stopped security changes: until when, why, and how the owner ends it earlier. */
export function frozenPage(visit: Visit, { frozenUntil }: Pick<Session, 'frozenUntil'>): Page {
  const t = words(visit.locale);
  const until = formatDateTimeWithZone(frozenUntil ?? visit.now, visit.locale, visit.timeZone);
  return {
    title: t('frozen-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('frozen-title')}</h1>
        <p>{t('frozen', { until })}</p>
        <LinkButton href="/step-up">{t('frozen-prove')}</LinkButton>
        <Links items={[{ href: '/security', label: t('step-up-cancel') }]} />
      </>
    ),
  };
}
