import { readFile } from 'node:fs/promises';
import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

test('Somebody downloads their login history as a table, and sees that it was downloaded', async ({
  page,
  words,
  customer,
  address,
}) => {
  await enter(page, words, customer);
  await page.goto('/security/login-history');
  await expectAccessible(page);
  const button = page.getByRole('button', { name: words.loginHistory('export') });
  const coming = page.waitForEvent('download');
  await button.click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^login-history-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.startsWith('\ufeff"')).toBe(true);
  expect(text).toContain(words.loginHistory('csv-address'));
  expect(text).toContain(`"${address}"`);

  // The page stays, and the button can be used again.
  await expect(page.locator('busy-form[aria-busy]')).toHaveCount(0);
  const again = page.waitForEvent('download');
  await button.click();
  await again;
  await page.reload();
  const line = page.getByRole('row', { name: words.loginHistory('kind-history-exported') });
  await expect(line).toHaveCount(2);
});

test('What is shown is what is downloaded: a filter holds for the file', async ({ page, words, customer }) => {
  await enter(page, words, customer);
  await page.goto('/security/login-history?outcome=failure');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: words.loginHistory('export-filtered') }).click();
  const text = await readFile(await (await coming).path(), 'utf8');
  expect(text.trim().split('\r\n')).toHaveLength(1);
});

test('After a while the download asks first whether it is still you, without script too', async ({
  words,
  customer,
  product,
  anotherBrowser,
}) => {
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await enter(page, words, customer);
  await product.passTime(11 * 60);
  await page.goto('/security/login-history');
  await page.getByRole('button', { name: words.loginHistory('export') }).click();
  const { sessions } = words;
  await expect(page.getByRole('heading', { name: sessions('step-up-title') })).toBeVisible();
  await page.getByLabel(sessions('step-up-password'), { exact: true }).fill(customer.password);
  const proceed = page.getByRole('main').getByRole('button', { name: sessions('act-/security/login-history/export') });
  await proceed.click();
  await expect(page.getByRole('heading', { name: sessions('step-up-done-title') })).toBeVisible();
  const coming = page.waitForEvent('download');
  await proceed.click();
  expect((await coming).suggestedFilename()).toMatch(/\.csv$/);
});
