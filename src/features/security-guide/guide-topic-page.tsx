import type { Page } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import { Card, Links, PageHead, Prose, RowList } from '../../ui/index.ts';
import type { ArticleSection } from './article.ts';
import { GUIDE_TOPICS, type GuideTopic, topicPath } from './guide-topics.ts';
import { words } from './words.ts';

/** One article: where it stands, what is in it, the text, and the ways on, its setting first. */
export function guideTopicPage(locale: Locale, topic: GuideTopic, sections: readonly ArticleSection[]): Page {
  const t = words(locale);
  return {
    title: topic.title[locale],
    shell: 'book',
    section: topicPath(topic),
    content: (
      <>
        <PageHead
          title={topic.title[locale]}
          intro={topic.summary[locale]}
          back={{ href: '/guide', label: t('title') }}
        />
        <nav aria-label={t('on-this-page')}>
          <Links items={sections.map(({ id, heading }) => ({ href: `#${id}`, label: heading }))} />
        </nav>
        <Prose>
          {sections.map(({ id, heading, body }) => (
            <>
              <h2 id={id}>{heading}</h2>
              {body}
            </>
          ))}
        </Prose>
        <Prose>
          <Card>
            <nav aria-label={t('onwards')}>
              <RowList items={waysOn(locale, topic)} />
            </nav>
          </Card>
        </Prose>
      </>
    ),
  };
}

function waysOn(locale: Locale, topic: GuideTopic) {
  const t = words(locale);
  const place = GUIDE_TOPICS.indexOf(topic);
  const [previous, next] = [GUIDE_TOPICS[place - 1], GUIDE_TOPICS[place + 1]];
  return [
    topic.setting && { icon: topic.icon, title: topic.setting.label[locale], href: topic.setting.path },
    next && { icon: 'arrow' as const, title: t('next', { title: next.title[locale] }), href: topicPath(next) },
    previous && {
      icon: 'back' as const,
      title: t('previous', { title: previous.title[locale] }),
      href: topicPath(previous),
    },
  ].filter((way) => way !== null && way !== undefined);
}
