import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHouse } from '../test/house.ts';
import { COLOURS } from './ui/index.ts';

const logo = join(mkdtempSync(join(tmpdir(), 'gatehouse-brand-')), 'logo.svg');
writeFileSync(logo, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>');

test('a company’s colour and logo are on every page, its colour in every mail, and nothing is inline or fetched', async () => {
  const house = await openHouse({ environment: { BRAND_NAME: 'Acme', BRAND_COLOUR: '#0b5cad', BRAND_LOGO: logo } });
  const anna = await house.customer();
  await anna.signIn();
  for (const path of ['/sign-in', '/security', '/guide']) {
    const { text } = await (path === '/sign-in' ? house.visitor() : anna).page(path);
    expect(text).toContain('<link rel="stylesheet" href="/brand.css"/>');
    expect(text).toContain('<img class="brand-logo" src="/brand-logo" alt=""/>');
    expect(text).not.toMatch(/ style="|<style/);
  }
  const css = await anna.get('/brand.css');
  expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  expect(css.text).toContain('--accent: light-dark(#0b5cad,');
  const picture = await anna.get('/brand-logo');
  expect(picture.headers.get('content-type')).toBe('image/svg+xml');
  expect(picture.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (const { html } of await house.mailsTo(anna.email)) {
    expect(html).toContain('#0b5cad');
    for (const { light, dark } of [COLOURS.accent, COLOURS['accent-soft']]) {
      expect([html.includes(light), html.includes(dark)]).toEqual([false, false]);
    }
    expect(html).not.toContain('<img');
  }
});

test('without them nothing is there', async () => {
  const house = await openHouse();
  const visitor = house.visitor();
  for (const path of ['/brand.css', '/brand-logo']) expect((await visitor.get(path)).status).toBe(404);
  expect((await visitor.page('/sign-in')).text).not.toMatch(/brand\.css|brand-logo/);
});
