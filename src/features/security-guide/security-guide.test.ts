import { raw } from 'hono/html';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '../../foundations/i18n/index.ts';
import { PICTURES, type Pictures } from './article.ts';
import { GUIDE_TOPICS, topicPath } from './guide-topics.ts';
import { createSecurityGuide } from './index.ts';

const page =
  '<h2 id="a">Title</h2><a href="/out" style="color:red">Link</a><form action="/act"><input type="hidden" value="x"/><button>Go</button></form>';
const pictures = Object.fromEntries(PICTURES.map((name) => [name, () => raw(page)])) as unknown as Pictures;
const DEPS = { brand: 'Example & Co', retentionDays: 77, publicUrl: 'https://account.example/', pictures };
const guide = createSecurityGuide(DEPS);

describe('the guide', () => {
  it('lists every topic on its index and in its contents', async () => {
    for (const locale of LOCALES) {
      const contents = guide.contents(locale).flatMap(({ items }) => items.map(({ href }) => href));
      expect(contents).toEqual(['/guide', ...GUIDE_TOPICS.map(topicPath), '/security']);
      const index = await read(locale);
      for (const topic of GUIDE_TOPICS) {
        expect(index.html).toContain(`href="${topicPath(topic)}"`);
        expect(index.html).toContain(topic.goal[locale]);
      }
    }
  });

  it('answers an unknown topic as not found, also a name that every object has', async () => {
    for (const topic of ['no-such-page', 'constructor', '__proto__', '']) {
      const reply = await guide.page({ locale: 'en', params: { topic } }, null);
      expect(reply).toEqual({ kind: 'refusal', problem: { type: 'not-found' } });
    }
  });

  it('marks the page as current in its contents', async () => {
    for (const { slug } of GUIDE_TOPICS) expect((await read('en', slug)).page.section).toBe(`/guide/${slug}`);
    expect((await read('en')).page.section).toBe('/guide');
  });

  it('gives programs the titles and parts of a page', async () => {
    expect((await read('en')).json).toMatchObject({ topics: GUIDE_TOPICS.map(({ slug }) => ({ slug })) });
    const place = { id: 'place', heading: expect.any(String), html: expect.stringContaining('VPN') };
    expect((await read('fr', 'login-history')).json).toMatchObject({
      title: 'Historique des connexions',
      setting: '/security/login-history',
      sections: expect.arrayContaining([place]),
    });
  });

  it('says how long the history is kept, as it is set', async () => {
    for (const locale of LOCALES) {
      expect((await read(locale, 'login-history')).html).toMatch(/\b77 (?:days|jours)/);
      expect((await read(locale, 'questions')).html).toMatch(/\b77 (?:days|jours)/);
    }
  });

  it('shows links of a genuine mail with the origin of this installation, and no sample link can be followed', async () => {
    const { html } = await read('en', 'login-alerts');
    expect(html).toContain('https://account.example/not-me/');
    expect(html).not.toMatch(/href="https?:/);
  });

  it('shows our pages as pictures in which nothing can be pressed, followed, sent or addressed', async () => {
    const pages = await Promise.all(GUIDE_TOPICS.map(({ slug }) => read('en', slug)));
    const figures = pages.flatMap(({ html }) => html.split('<figure class="picture"').slice(1));
    expect(figures).toHaveLength(PICTURES.length);
    for (const figure of figures) {
      const [drawn, caption = ''] = figure.split('<figcaption>');
      expect(drawn).toContain('aria-hidden="true" inert=""');
      expect(drawn).toContain('Title');
      expect(drawn).not.toMatch(/<(?:a|button|form)\b|href|style|action|type="hidden"| id=/);
      expect(caption.length).toBeGreaterThan(20);
    }
  });

  it('escapes the brand', async () => {
    expect((await read('en', 'strong-passwords')).html).toContain('Example &amp; Co');
  });

  it.each([
    ['help@example.com', 'href="mailto:help@example.com"'],
    ['https://example.com/help', 'href="https://example.com/help"'],
    ['+33 1 99 00 00 00', '<span>+33 1 99 00 00 00</span>'],
    ['javascript:alert(1)', '<span>javascript:alert(1)</span>'],
    [undefined, 'contract or invoice'],
  ])('names the support contact %s', async (supportContact, expected) => {
    const reply = await createSecurityGuide({ ...DEPS, supportContact }).index({ locale: 'en', params: {} }, null);
    expect(reply.kind === 'page' && String(reply.page.content)).toContain(expected);
  });
});

async function read(locale: Locale, topic?: string) {
  const reader = { locale, params: topic === undefined ? {} : { topic } };
  const reply = topic === undefined ? await guide.index(reader, null) : await guide.page(reader, null);
  if (reply.kind !== 'page') throw new Error(`${topic} is no page`);
  return { ...reply, html: String(reply.page.content) };
}
