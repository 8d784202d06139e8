import { enter, expect, test } from './browse.ts';
import { expectNoSidewaysScrolling } from './check-page.ts';

const OPEN_PAGES = [
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/guide',
  '/guide/strong-passwords',
  '/guide/login-history',
  '/guide/questions',
  '/nothing-here',
];
const OWN_PAGES = [
  '/security',
  '/security/password',
  '/security/sessions',
  '/security/login-alerts',
  '/security/login-history',
  '/personal-information',
  '/step-up',
];
/** The narrowest phone; and a window of 1280 at 200 % zoom, which is one of 640 with twice the pixels (WCAG 1.4.4, 1.4.10). */
const WINDOWS = [
  { name: '320 pixels', width: 320, height: 640 },
  { name: '200 % zoom', width: 640, height: 450 },
];

for (const { name, width, height } of WINDOWS) {
  test(`At ${name} nothing has to be scrolled sideways, and the menu leads everywhere`, async ({
    page,
    words,
    customer,
  }) => {
    await page.setViewportSize({ width, height });
    for (const path of OPEN_PAGES) {
      await page.goto(path);
      await expectNoSidewaysScrolling(page);
    }
    await enter(page, words, customer);
    for (const path of OWN_PAGES) {
      await page.goto(path);
      await expectNoSidewaysScrolling(page);
    }
    await page.goto('/security');
    await page.getByRole('button', { name: words.frame('menu') }).click();
    await page
      .getByRole('navigation', { name: words.frame('sections') })
      .getByRole('link', { name: words.loginHistory('title') })
      .click();
    await expect(page).toHaveURL('/security/login-history');
  });
}
