import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../foundations/i18n/index.ts';
import { newMessageNumber } from './message-number.ts';
import { previewOf } from './preview.ts';
import { renderMail } from './render-mail.tsx';
import { findTemplates } from './testing/find-templates.ts';

const PHRASE = 'otter lantern 42';
const SUPPORT = 'support@example.com';
const supportContact = { href: `mailto:${SUPPORT}`, label: SUPPORT };
const templates = await findTemplates();

/** What the box must say, with a code in it and without. */
const BOX_SAYS = {
  en: {
    set: [
      'Every mail from Brand & Sons to you shows this code.',
      'A mail without it, or with another one, is not from us: do not use its links.',
    ],
    none: ['Choose a secret phrase and every mail from Brand & Sons will show it to you.'],
  },
  fr: {
    set: [
      'Chaque message de Brand & Sons qui vous est adressé affiche ce code.',
      'Un message sans ce code, ou avec un autre, ne vient pas de nous : n’utilisez pas ses liens.',
    ],
    none: ['Choisissez une phrase secrète et chaque message de Brand & Sons vous l’affichera.'],
  },
} as const;

it('there are mails, and no two have one name', () => {
  const names = templates.map(({ name }) => name);
  expect(names).toContain('sign-in-alert');
  expect(names).toContain('digest');
  expect(new Set(names).size).toBe(names.length);
});

describe.each(templates.map((mail) => [mail.name, mail] as const))('the mail %s', (_, mail) => {
  const publicUrl = new URL('https://account.example.com');
  const render = (
    locale: (typeof LOCALES)[number],
    box: Parameters<typeof renderMail>[1]['box'] = { show: PHRASE },
  ) => {
    const context = { locale, timeZone: 'Europe/Paris', brand: 'Brand & Sons', publicUrl, supportContact };
    const number = newMessageNumber();
    const words = mail.compose(mail.example, context);
    return { ...renderMail(words, { context, kind: mail.kind, box, number }), number, words };
  };

  it('is filled with plain JSON, so that it can be shown again', () => {
    expect(JSON.parse(JSON.stringify(mail.example))).toEqual(mail.example);
  });

  it.each(LOCALES)('has everything an official mail has, in both parts (%s)', (locale) => {
    const { subject, text, html, number, words } = render(locale);
    for (const part of [text, html]) {
      expect(part.split(PHRASE)).toHaveLength(2);
      expect(part).toContain(number);
      expect(part).toContain(SUPPORT);
    }
    expect(text).toContain('Brand & Sons');
    expect(html).toContain('Brand &amp; Sons');
    expect(html).toContain(`<html lang="${locale}">`);
    expect(subject.length).toBeGreaterThan(5);
    expect(subject.length).toBeLessThan(100);
    expect(words.preheader.length).toBeGreaterThan(5);
    if (words.action) {
      expect(text).toContain(words.action.href);
      expect(html).toContain(`href="${words.action.href.replaceAll('&', '&amp;')}"`);
    }
  });

  it.each(LOCALES)('says beside the code what it is for, and what to do when it is missing or wrong (%s)', (locale) => {
    const said = BOX_SAYS[locale];
    const { text, html } = render(locale);
    const box = html.slice(html.indexOf('class="m-box"'));
    for (const words of said.set) {
      expect(text).toContain(words);
      expect(box.slice(0, box.indexOf('</td>')).replaceAll('&amp;', '&')).toContain(words);
    }
    const invited = render(locale, 'invite');
    for (const part of [invited.text, invited.html.replaceAll('&amp;', '&')]) {
      for (const words of said.none) expect(part).toContain(words);
      expect(part).toContain(`${publicUrl.origin}/security/anti-phishing-code`);
    }
  });

  it.each(LOCALES)('shows the code in the box alone: in no subject, preview line, title or address (%s)', (locale) => {
    const { subject, html, words } = render(locale);
    expect(subject + words.preheader).not.toContain(PHRASE);
    expect(html.slice(0, html.indexOf('class="m-card"'))).not.toContain(PHRASE);
    expect([...html.matchAll(/<[^>]*>/g)].join()).not.toContain(PHRASE);
    const box = html.slice(html.indexOf('class="m-box"'));
    expect(box.slice(0, box.indexOf('</td>'))).toContain(PHRASE);
  });

  it.each(LOCALES)('leaves no word untranslated or unfilled (%s)', (locale) => {
    const { subject, text } = render(locale);
    expect(subject + text).not.toMatch(/\{|\}|undefined|null|NaN|\[object/);
  });

  it.each(LOCALES)('fetches nothing, runs nothing, and leads only to our own origin (%s)', (locale) => {
    const { text, html } = render(locale);
    expect(html).not.toMatch(
      /<(?:img|script|link|iframe|form|object|embed|svg|video|audio|input|base)\b|\son\w+=|url\(/i,
    );
    const links = [...(text + html).matchAll(/https?:\/\/[^\s"<>,]+/g)].map(
      ([link]) => new URL(link.replace(/[.:;]$/, '')).origin,
    );
    expect(links.filter((origin) => origin !== publicUrl.origin)).toEqual([]);
  });

  it('has no box in a mail to a stranger', () => {
    const { text, html } = render('en', 'none');
    expect(html).not.toContain('class="m-box"');
    expect(text).not.toContain('-'.repeat(32));
    if (mail.kind === 'on-request') expect(text + html).not.toContain('anti-phishing');
  });

  it.each(LOCALES)('can be shown again in the ledger, without a secret, a link or the code (%s)', (locale) => {
    const context = { locale, timeZone: 'Europe/Paris', brand: 'Brand & Sons', publicUrl, supportContact };
    const preview = previewOf(mail, mail.example, context) ?? '';
    expect(preview.length).toBeGreaterThan(20);
    expect(preview).not.toMatch(/https?:|undefined|NaN|\[object/);
    expect(preview).not.toContain(PHRASE);
    const secrets = mail.secretParameters.flatMap(
      (name) => JSON.stringify(mail.example[name]).match(/[\w-]{5,}/g) ?? [],
    );
    for (const secret of secrets.filter((word) => /\d|[A-Z]{4}/.test(word))) expect(preview).not.toContain(secret);
  });

  it.each(LOCALES)('shows no secret outside the links that need it (%s)', (locale) => {
    const { subject, words } = render(locale);
    const secrets = mail.secretParameters
      .map((name) => mail.example[name])
      .filter((value) => typeof value === 'string');
    for (const secret of secrets) expect(`${subject} ${words.preheader}`).not.toContain(secret);
  });
});
