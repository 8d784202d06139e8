import type { Reply } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { NavGroup } from '../../ui/index.ts';
import type { GuideFacts, Pictures } from './article.ts';
import { GUIDE_TOPICS, topicPath } from './guide-topics.ts';
import { Picture } from './picture.tsx';
import { type Reader, showIndex, showTopic } from './routes.tsx';
import { words } from './words.ts';

export type { Pictures } from './article.ts';

export interface SecurityGuideDeps {
  brand: string;
  /** An e-mail address, an https address or a phone number. */
  supportContact?: string | undefined;
  /** For how many days the login history keeps full addresses (DP-1). */
  retentionDays: number;
  /** The origin that links in our mails begin with. */
  publicUrl: string;
  pictures: Pictures;
}

export interface SecurityGuide {
  /** `GET /guide`. */
  index(visit: Reader, pass: unknown): Promise<Reply>;
  /** `GET /guide/:topic`; an unknown topic is refused as not found. */
  page(visit: Reader, pass: unknown): Promise<Reply>;
  /** What the frame lists beside every page of the guide: its pages, and the way back to the settings. */
  contents(locale: Locale): readonly NavGroup[];
}

/** Why accounts are hijacked, tutorials and questions. Reads nothing and changes nothing: the same for everybody. */
export function createSecurityGuide(deps: SecurityGuideDeps): SecurityGuide {
  const factsFor = (locale: Locale): GuideFacts => ({
    brand: deps.brand,
    supportContact: deps.supportContact ?? null,
    retentionDays: deps.retentionDays,
    publicUrl: deps.publicUrl.replace(/\/+$/, ''),
    picture: (name, caption) => Picture({ of: deps.pictures[name](locale), caption }),
  });
  return {
    index: async (visit) => showIndex(visit, factsFor(visit.locale)),
    page: async (visit) => showTopic(visit, factsFor(visit.locale)),
    contents: (locale) => [
      {
        items: [
          { href: '/guide', label: words(locale)('title'), icon: 'book' },
          ...GUIDE_TOPICS.map((topic) => ({ href: topicPath(topic), label: topic.title[locale], icon: topic.icon })),
        ],
      },
      { items: [{ href: '/security', label: words(locale)('to-settings'), icon: 'back' }] },
    ],
  };
}
