import { createServer } from 'node:http';
import { enter, expect, test } from './browse.ts';
import { expectNothingToSteal } from './watch-browser.ts';

const PAGES = [
  '/security',
  '/security/password',
  '/security/sessions',
  '/security/two-factor',
  '/security/ip-restriction',
  '/security/login-alerts',
  '/security/login-history',
  '/personal-information',
  '/guide',
];

test('No page leaves anything that a script could read and carry away', async ({ page, words, customer }) => {
  await page.goto('/sign-in');
  await expectNothingToSteal(page);
  await enter(page, words, customer);
  for (const path of PAGES) {
    await page.goto(path);
    await expectNothingToSteal(page);
  }
  for (const cookie of await page.context().cookies()) {
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  }
});

test('After I signed out, the Back button shows nothing of mine', async ({ page, words, customer }) => {
  await enter(page, words, customer);
  await page.goto('/personal-information');
  await expect(page.getByRole('main').getByText(customer.email)).toBeVisible();
  await page
    .getByRole('button', { name: words.frame('sign-out') })
    .first()
    .click();
  await expect(page.getByText(words.signIn('signed-out'))).toBeVisible();
  for (let step = 0; step < 2; step++) {
    await page.goBack();
    await expect(page.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
    expect(await page.content()).not.toContain(customer.email);
  }
});

test('No other site can put our pages into a frame', async ({ browser, product }) => {
  const trap = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<iframe src="${product.origin}/sign-in" title="trap"></iframe>`);
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  const address = trap.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'load' });
    const framed = page.frames().find((frame) => frame !== page.mainFrame());
    expect(framed?.url()).not.toBe(`${product.origin}/sign-in`);
    await expect(page.frameLocator('iframe').locator('form')).toHaveCount(0);
  } finally {
    await context.close();
    trap.close();
  }
});
