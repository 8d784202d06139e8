import { expect, it } from 'vitest';
import { LOCALES } from '../foundations/i18n/index.ts';
import { everything, render, SHELLS, tagsOf } from './ui.fixture.tsx';

/*
 * Somebody names their account, device or mail address like a piece of markup, and waits until the owner, an
 * administrator or an operator opens a page that lists it. If a component forgets to escape in one place, or the
 * policy had to be loosened for something inline of ours, the name runs as a script in their session (BH-2).
 */
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)> '`;

it.each(SHELLS)('a page has nothing inline that the content policy would refuse (%s)', (shell) => {
  for (const locale of LOCALES) {
    const html = render(everything('Some words'), { shell }, { locale });
    for (const tag of tagsOf(html)) {
      expect(tag).not.toMatch(/\sstyle=/);
      expect(tag).not.toMatch(/\son[a-z]+=/);
      expect(tag).not.toMatch(/="\s*javascript:/i);
      expect(tag).not.toMatch(/^<(style|base|iframe|object|embed)\b/);
    }
    expect(html.match(/<script\b[^>]*>[^<]*<\/script>/g)).toEqual([
      '<script type="module" src="/assets/app.js"></script>',
    ]);
  }
});

it.each(SHELLS)('a page shows hostile text as text, wherever it is put (%s)', (shell) => {
  const html = render(
    everything(HOSTILE),
    { shell, title: HOSTILE },
    {
      brand: HOSTILE,
      path: HOSTILE,
      viewer: { name: HOSTILE, email: HOSTILE, account: { name: HOSTILE, role: 'owner' } },
      formToken: HOSTILE,
      navigation: [{ label: HOSTILE, items: [{ href: '/', label: HOSTILE }] }],
    },
  );
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('<img');
  expect(tagsOf(html).filter((tag) => /\sonerror/.test(tag.replaceAll(/"[^"]*"/g, '""')))).toEqual([]);
});
