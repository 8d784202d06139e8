import type { Page } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import { Card, Details, PageHead, Prose, RowList } from '../../ui/index.ts';
import type { GuideFacts } from './article.ts';
import { firstAidEn } from './articles/first-aid.en.tsx';
import { firstAidFr } from './articles/first-aid.fr.tsx';
import { GUIDE_TOPICS, topicPath } from './guide-topics.ts';
import { Support } from './support.tsx';
import { words } from './words.ts';

const FIRST_AID = { en: firstAidEn, fr: firstAidFr };

/** The frightened come first: their steps are on this page, without another click. */
export function guideIndexPage(locale: Locale, facts: GuideFacts): Page {
  const t = words(locale);
  return {
    title: t('title'),
    shell: 'book',
    section: '/guide',
    content: (
      <>
        <PageHead title={t('title')} intro={t('intro')} />
        <Card tone="danger" id="first-aid" title={t('first-aid')} intro={t('first-aid-intro')}>
          <Prose>
            {FIRST_AID[locale](facts).map(({ heading, body }) => (
              <Details summary={heading}>{body}</Details>
            ))}
          </Prose>
        </Card>
        <Card id="goals" title={t('goals')}>
          <RowList
            items={GUIDE_TOPICS.map((topic) => ({
              icon: topic.icon,
              title: topic.goal[locale],
              href: topicPath(topic),
              text: topic.summary[locale],
            }))}
          />
        </Card>
        <Card id="support" title={t('other-help')} intro={t('other-help-intro')}>
          <p>
            <Support contact={facts.supportContact} otherwise={t('support-otherwise')} />
          </p>
        </Card>
      </>
    ),
  };
}
