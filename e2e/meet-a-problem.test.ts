import { expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import { takeDatabaseAway } from './take-database-away.ts';

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

test('A page that cannot be opened, only sent to, says so and leads on', async ({ page, words }) => {
  const answer = await page.goto('/sign-out');
  expect(answer?.status()).toBe(405);
  await expect(page.getByRole('heading', { name: words.problems('method-not-allowed-title') })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
});

test('A form that is far too long is refused in words, and the way back is open', async ({ page, words }) => {
  await page.goto('/forgot-password');
  const field = page.getByLabel(words.passwords('forgot-email'));
  await field.evaluate((input: HTMLInputElement) => {
    input.type = 'text';
    input.value = 'a'.repeat(200_000);
  });
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: words.passwords('forgot-submit') }).click();
  expect((await answer).status()).toBe(413);
  await expect(page.getByRole('heading', { name: words.problems('too-large-title') })).toBeVisible();
  await expectAccessible(page);
  await page.goBack();
  await expect(page.getByRole('button', { name: words.passwords('forgot-submit') })).toBeVisible();
});

test('A form that was sent as something else is refused in words', async ({ page, words }) => {
  await page.goto('/forgot-password');
  await page.getByLabel(words.passwords('forgot-email')).fill('camille@example.test');
  await page.locator('form[action="/forgot-password"]').evaluate((form: HTMLFormElement) => {
    form.enctype = 'text/plain';
  });
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: words.passwords('forgot-submit') }).click();
  expect((await answer).status()).toBe(415);
  await expect(page.getByRole('heading', { name: words.problems('unsupported-media-type-title') })).toBeVisible();
  await expectAccessible(page);
});

test('While the database is away a page says so; when it is back, the same sign-in works', async ({
  page,
  words,
  product,
  customer,
}) => {
  await page.goto('/sign-in');
  const bringBack = await takeDatabaseAway(product.dataFolder);
  const signIn = async () => {
    await page.getByLabel(words.signIn('email')).fill(customer.email);
    await page.getByLabel(words.signIn('password'), { exact: true }).fill(customer.password);
    const answer = page.waitForResponse((response) => {
      return response.request().method() === 'POST' && new URL(response.url()).pathname === '/sign-in';
    });
    await page.getByRole('button', { name: words.signIn('submit'), exact: true }).click();
    return (await answer).status();
  };
  try {
    expect(await signIn()).toBe(503);
    await expect(page.getByRole('heading', { name: words.problems('unavailable-title') })).toBeVisible();
    await expectAccessible(page);
  } finally {
    await bringBack();
  }
  await page.goto('/sign-in');
  expect(await signIn()).toBe(303);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/security/);
});

test('A browser that does not know light-dark() shows the light page, not a blank one', async ({ page, words }) => {
  // Such a browser skips what it does not know; here it is made unknown by another name.
  await page.route('**/assets/app-*.css', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('light-dark(', 'no-such-colour(') });
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
  const colours = await page.evaluate(() => {
    const { color } = getComputedStyle(document.body);
    const { backgroundColor } = getComputedStyle(document.documentElement);
    const button = document.querySelector('main button[type=submit]');
    return { color, backgroundColor, button: button && getComputedStyle(button).backgroundColor };
  });
  expect(colours).toEqual({
    color: 'rgb(20, 23, 31)',
    backgroundColor: 'rgb(247, 248, 250)',
    button: 'rgb(67, 56, 202)',
  });
});
