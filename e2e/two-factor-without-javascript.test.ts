import { giveBackupCode, giveCode, shownCodes, turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, signIn, signOut, test } from './browse.ts';

const ELEVEN_MINUTES = 11 * 60;

test('Without JavaScript I turn two-factor on, sign in with it, renew the codes, and turn it off', async ({
  words,
  customer,
  product,
  anotherBrowser,
}) => {
  const { sessions, twoFactor } = words;
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await enter(page, words, customer);
  const { phone, backupCodes } = await turnOnTwoFactor(page, words, product);
  await signOut(page, words);
  await signIn(page, words, customer);
  await giveCode(page, words, await phone.nextCode());
  await page.waitForURL('/security');
  await signOut(page, words);
  await signIn(page, words, customer);
  await giveBackupCode(page, words, backupCodes[0] ?? '');
  await page.waitForURL('/security');

  // The step-up is a page here, and takes a code or a backup code.
  await product.passTime(ELEVEN_MINUTES);
  await page.goto('/security/two-factor');
  await page.getByRole('button', { name: twoFactor('codes-renew') }).click();
  await expect(page.getByRole('heading', { name: sessions('step-up-title') })).toBeVisible();
  const act = page
    .getByRole('main')
    .getByRole('button', { name: sessions('act-/security/two-factor/backup-codes') })
    .first();
  await page.getByLabel(sessions('step-up-code'), { exact: true }).fill(await phone.nextCode());
  await act.click();
  await expect(page.getByRole('heading', { name: sessions('step-up-done-title') })).toBeVisible();
  await act.click();
  // Buttons that only a script could make work are not there.
  for (const key of ['codes-copy', 'codes-download', 'codes-print'] as const) {
    await expect(page.getByRole('button', { name: twoFactor(key), exact: true })).toHaveCount(0);
  }
  const renewed = await shownCodes(page, words);
  await page.getByRole('button', { name: twoFactor('codes-saved-renewed') }).click();
  await expect(page.getByText(twoFactor('done-backup-codes-renewed'), { exact: true })).toBeVisible();

  await product.passTime(ELEVEN_MINUTES);
  await page.getByRole('button', { name: twoFactor('disable') }).click();
  await page.getByText(sessions('step-up-backup'), { exact: true }).click();
  await page.getByLabel(sessions('step-up-backup-code'), { exact: true }).fill(renewed[0] ?? '');
  await page
    .getByRole('main')
    .getByRole('button', { name: sessions('act-/security/two-factor/disable') })
    .last()
    .click();
  await page
    .getByRole('main')
    .getByRole('button', { name: sessions('act-/security/two-factor/disable') })
    .click();
  await expect(page.getByText(twoFactor('done-two-factor-disabled'), { exact: true })).toBeVisible();
  await signOut(page, words);
  await enter(page, words, customer);
});
