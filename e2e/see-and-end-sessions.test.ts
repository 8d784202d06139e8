import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

test('I see both my sessions and end the one I do not know', async ({ page, words, customer, anotherBrowser }) => {
  const { sessions } = words;
  const other = await anotherBrowser({ address: '203.0.113.40' });
  await enter(other, words, customer);
  await enter(page, words, customer);
  await page.goto('/security/sessions');
  await expect(page.getByText(sessions('this'), { exact: true })).toBeVisible();
  await expect(page.getByText('203.0.113.40')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: sessions('end') }).click();
  await expect(page.getByText(sessions('ended'), { exact: true })).toBeVisible();
  await expect(page.getByText('203.0.113.40')).toHaveCount(0);
  await expect(page.getByText(sessions('only-this-text'))).toBeVisible();
  await expectAccessible(page);
  await other.goto('/security');
  await expect(other.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
});

test('I sign out everywhere, after being asked once more', async ({ page, words, customer, anotherBrowser }) => {
  const { sessions } = words;
  const other = await anotherBrowser();
  await enter(other, words, customer);
  await enter(page, words, customer);
  await page.goto('/security/sessions');
  const everywhere = page.getByRole('button', { name: sessions('end-all') });
  await everywhere.click();
  const dialog = page.getByRole('dialog', { name: sessions('end-all') });
  await expect(dialog.getByText(sessions('end-all-confirm'))).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: words.frame('cancel') }).click();
  await expect(dialog).toHaveCount(0);

  await everywhere.click();
  await dialog.getByRole('button', { name: sessions('end-all') }).click();
  await expect(page.getByText(words.signIn('all-signed-out'))).toBeVisible();
  for (const browser of [page, other]) {
    await browser.goto('/security/sessions');
    await expect(browser.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
  }
});

test('I end all other sessions and stay signed in here', async ({ page, words, customer, anotherBrowser }) => {
  const { sessions } = words;
  const other = await anotherBrowser();
  await enter(other, words, customer);
  await enter(page, words, customer);
  await page.goto('/security/sessions');
  await page.getByRole('button', { name: sessions('end-others') }).click();
  await expect(page.getByText(sessions('others-ended'))).toBeVisible();
  await other.goto('/security');
  await expect(other.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
});
