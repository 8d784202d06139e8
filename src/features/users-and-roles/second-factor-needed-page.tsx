import type { Page, Visit } from '../../foundations/http/index.ts';
import { LinkButton, Notice, PageHead } from '../../ui/index.ts';
import { words } from './words.ts';

/** For a member who does not meet the account's rule: what it asks, the way to it, and the way out (MR-6). */
export function secondFactorNeededPage(visit: Visit, accountName: string): Page {
  const t = words(visit.locale);
  return {
    title: t('needed-title'),
    shell: 'desk',
    content: (
      <>
        <PageHead title={t('needed-title')} intro={t('needed-intro', { account: accountName })} />
        <Notice tone="warning" title={t('needed-what')}>
          <p>{t('needed-text')}</p>
        </Notice>
        <div class="actions">
          <LinkButton href="/security/two-factor">{t('needed-enrol')}</LinkButton>
          <LinkButton href="/account/switch" tone="quiet">
            {t('needed-switch')}
          </LinkButton>
        </div>
      </>
    ),
  };
}
