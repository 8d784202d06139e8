import type { Reply, Visit } from '../../foundations/http/index.ts';
import type { GuideFacts } from './article.ts';
import { guideIndexPage } from './guide-index-page.tsx';
import { guideTopicPage } from './guide-topic-page.tsx';
import { GUIDE_TOPICS, topicPath } from './guide-topics.ts';

/** All that the guide wants to know of a request. */
export type Reader = Pick<Visit, 'locale' | 'params'>;

export function showIndex(visit: Reader, facts: GuideFacts): Reply {
  const { locale } = visit;
  const page = guideIndexPage(locale, facts);
  const topics = GUIDE_TOPICS.map((topic) => ({
    slug: topic.slug,
    title: topic.title[locale],
    summary: topic.summary[locale],
    href: topicPath(topic),
  }));
  return { kind: 'page', page, json: { title: page.title, topics } };
}

/** `visit.params.topic` names the page; an unknown one is not found. */
export function showTopic(visit: Reader, facts: GuideFacts): Reply {
  const { locale } = visit;
  const topic = GUIDE_TOPICS.find(({ slug }) => slug === visit.params.topic);
  if (!topic) return { kind: 'refusal', problem: { type: 'not-found' } };
  const sections = topic.article[locale](facts);
  const page = guideTopicPage(locale, topic, sections);
  const json = {
    title: page.title,
    summary: topic.summary[locale],
    setting: topic.setting?.path ?? null,
    sections: sections.map(({ id, heading, body }) => ({ id, heading, html: String(body) })),
  };
  return { kind: 'page', page, json };
}
