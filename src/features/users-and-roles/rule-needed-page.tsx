import type { Page, Visit } from '../../foundations/http/index.ts';
import { LinkButton, Notice, PageHead } from '../../ui/index.ts';
import { GUIDE_PATH } from './page-parts.tsx';
import type { Rule } from './policy.ts';
import { words } from './words.ts';

/** Where what the rule asks for is set up. */
export function pathOf(rule: Rule): `/${string}` {
  return rule === 'passkey' ? '/security/passkeys' : '/security/two-factor';
}

/** For a member who does not meet the account's rule: what it asks, the way to it, and the way out (MR-6). */
export function ruleNeededPage(visit: Visit, accountName: string, rule: Rule): Page {
  const t = words(visit.locale);
  return {
    title: t(`needed-${rule}-title`),
    shell: 'desk',
    content: (
      <>
        <PageHead
          title={t(`needed-${rule}-title`)}
          intro={t(`needed-${rule}-intro`, { account: accountName })}
          guide={{ href: `${GUIDE_PATH}#policy`, label: t('guide-link') }}
        />
        <Notice tone="warning" title={t(`needed-${rule}-what`)}>
          <p>{t(`needed-${rule}-text`)}</p>
        </Notice>
        <div class="actions">
          <LinkButton href={pathOf(rule)}>{t('needed-enrol')}</LinkButton>
          <LinkButton href="/account/switch" tone="quiet">
            {t('needed-switch')}
          </LinkButton>
        </div>
      </>
    ),
  };
}
