import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '../../foundations/i18n/index.ts';
import { PICTURES, type Pictures } from './article.ts';
import { GUIDE_TOPICS, topicPath } from './guide-topics.ts';
import { createSecurityGuide } from './index.ts';

const pictures = Object.fromEntries(PICTURES.map((name) => [name, () => name])) as unknown as Pictures;
const DEPS = { brand: 'Example', retentionDays: 90, publicUrl: 'https://account.example' };
const FACTS = { ...DEPS, supportContact: null, picture: () => '' };
const guide = createSecurityGuide({ ...DEPS, pictures });
const PATHS = ['/guide', ...GUIDE_TOPICS.map(topicPath)];
const EVERY_PAGE = LOCALES.flatMap((locale) => PATHS.map((path) => ({ locale, path })));

/** Doors of other rooms that the guide may send its readers to. A link to anything else is a dead end. */
const PRODUCT_PATHS = [
  '/account/activity',
  '/account/invitations',
  '/account/policy',
  '/account/policy/addresses',
  '/account/roles',
  '/account/switch',
  '/account/users',
  '/forgot-password',
  '/personal-information',
  '/personal-information#sign-in-address',
  '/security',
  '/check-mail',
  '/security/anti-phishing-code',
  '/security/ip-restriction',
  '/security/login-alerts',
  '/security/mail',
  '/security/login-history',
  '/security/recovery',
  '/security/two-factor',
  '/recovery',
  '/security/passkeys',
  '/security/password',
  '/security/sessions',
  '/sign-in',
  '/sign-up',
];

describe.each(EVERY_PAGE)('$path in $locale', ({ locale, path }) => {
  it('has one h1, and no heading skips a level', async () => {
    const levels = [...(await html(locale, path)).matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
  });

  it('links only to what exists, parts of pages included', async () => {
    const links = [...(await html(locale, path)).matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      const { pathname, hash } = new URL(link, `https://account.example${path}`);
      if (PRODUCT_PATHS.includes(pathname + hash)) continue;
      expect(PATHS, link).toContain(pathname);
      if (hash !== '') expect(await html(locale, pathname), link).toContain(`id="${hash.slice(1)}"`);
    }
  });

  it('gives every id once', async () => {
    const ids = [...(await html(locale, path)).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is set properly: curly quotes and, in French, no-break spaces', async () => {
    const text = textOf(await html(locale, path));
    const slips = locale === 'fr' ? /['"]|[^\S\u00a0][:;?!»]|[\p{L}\p{N}][;?!»]|«[^\u00a0]/gu : /['"]/g;
    expect([...text.matchAll(slips)].map(({ index }) => text.slice(index - 20, index + 20))).toEqual([]);
  });
});

describe.each(GUIDE_TOPICS)('the topic $slug', (topic) => {
  const versions = LOCALES.map((locale) => topic.article[locale](FACTS));

  it('has the same parts in every language, so that a link to a part works in each', () => {
    const [english = [], ...others] = versions.map((sections) => sections.map(({ id }) => id));
    expect(english.length).toBeGreaterThan(3);
    for (const ids of others) expect(ids).toEqual(english);
  });

  it.each(['<li>', '<h3>', '<details', '<a ', 'class="notice '])('has as many %s in every language', (mark) => {
    const counts = versions.map((sections) => sections.map(({ body }) => String(body).split(mark).length - 1));
    for (const count of counts) expect(count).toEqual(counts[0]);
  });

  it('is read in four minutes, questions apart, of which nobody reads all', async () => {
    for (const locale of LOCALES) {
      const words = textOf(await html(locale, topicPath(topic))).match(/[\p{L}\p{N}][^\s]*/gu) ?? [];
      expect(words.length).toBeLessThan(topic.slug === 'questions' ? 1600 : 1000);
    }
  });

  it('leads to its setting and to its neighbours', async () => {
    const place = GUIDE_TOPICS.indexOf(topic);
    const neighbours = GUIDE_TOPICS.filter((_, other) => Math.abs(other - place) === 1).map(topicPath);
    const page = await html('en', topicPath(topic));
    for (const href of [...neighbours, topic.setting?.path]) if (href) expect(page).toContain(`href="${href}"`);
  });
});

async function html(locale: Locale, path: string): Promise<string> {
  const topic = path.slice('/guide/'.length);
  const reply = topic
    ? await guide.page({ locale, params: { topic } }, null)
    : await guide.index({ locale, params: {} }, null);
  return reply.kind === 'page' ? String(reply.page.content) : reply.kind;
}

/** What is read, without passwords given as examples. */
function textOf(markup: string): string {
  return markup
    .replaceAll(/<code>.*?<\/code>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:quot|#39);/g, '"');
}
