import { expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

test('A mistyped address gives a page that looks like the product and leads on', async ({ page, words }) => {
  const answer = await page.goto('/security/pasword');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: words.problems('not-found-title') })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
});

test('A link that no longer works says so and tells nothing else', async ({ page, words }) => {
  for (const path of ['/not-me/unknown', '/verify-address?token=unknown']) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(410);
    await expect(page.getByRole('heading', { name: words.problems('link-spent-title') })).toBeVisible();
  }
  await expectAccessible(page);
});

test('Whoever asks too often is told to wait, and for how long', async ({ page, words, address, product }) => {
  const ask = () =>
    fetch(`${product.origin}/forgot-password`, {
      method: 'POST',
      headers: { 'x-forwarded-for': address, 'content-type': 'application/json', origin: product.origin },
      body: JSON.stringify({ email: 'not an address' }),
    });
  let status = 0;
  for (let asked = 0; asked < 100 && status !== 429; asked++) status = (await ask()).status;
  expect(status).toBe(429);

  await page.goto('/forgot-password');
  await page.getByLabel(words.passwords('forgot-email')).fill('camille@example.test');
  await page.getByRole('button', { name: words.passwords('forgot-submit') }).click();
  await expect(page.getByRole('heading', { name: words.problems('too-many-requests-title') })).toBeVisible();
  await expectAccessible(page);
});
