import { giveBackupCode, shownCodes, turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, signIn, signOut, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

test('I make new backup codes: the old ones count until I have kept the new ones, and are refused from then on', async ({
  page,
  words,
  customer,
  product,
  mailbox,
}) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  const { backupCodes } = await turnOnTwoFactor(page, words, product);
  const [first = '', second = ''] = backupCodes;

  // Looked at and left: nothing has changed.
  await page.getByRole('button', { name: twoFactor('codes-renew') }).click();
  await expect(page.getByRole('heading', { name: twoFactor('codes-card-title', { number: 2 }) })).toBeVisible();
  await expect(page.getByText(twoFactor('codes-not-yet-renewed'))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: twoFactor('codes-cancel') }).click();
  await signOut(page, words);
  await signIn(page, words, customer);
  await giveBackupCode(page, words, first);
  await page.waitForURL('/security');

  await page.goto('/security/two-factor');
  await page.getByRole('button', { name: twoFactor('codes-renew') }).click();
  const renewed = await shownCodes(page, words);
  expect(renewed.filter((code) => backupCodes.includes(code))).toEqual([]);
  await page.getByRole('button', { name: twoFactor('codes-saved-renewed') }).click();
  await expect(page.getByText(twoFactor('done-backup-codes-renewed'), { exact: true })).toBeVisible();
  await expect(page.getByText(twoFactor('codes-left', { left: 10 }))).toBeVisible();
  const mail = await mailbox.mailTo(customer.email, twoFactor('mail-backup-codes-renewed-text'));
  const [voided = ''] = twoFactor('mail-codes-void', { date: '@' }).split('@');
  expect(mail.text).toContain(voided);

  await signOut(page, words);
  await signIn(page, words, customer);
  await giveBackupCode(page, words, second);
  await expect(page.getByLabel(words.signIn('second-backup-code'), { exact: true })).toHaveAccessibleDescription(
    new RegExp(words.signIn('second-wrong-backup').slice(0, 25)),
  );
  await giveBackupCode(page, words, renewed[0] ?? '');
  await page.waitForURL('/security');
});

test('I make codes in two windows: the sheet that was replaced is refused and named, the other one counts', async ({
  page,
  context,
  words,
  customer,
  product,
}) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  await turnOnTwoFactor(page, words, product);
  await page.getByRole('button', { name: twoFactor('codes-renew') }).click();
  await expect(page.getByRole('heading', { name: twoFactor('codes-card-title', { number: 2 }) })).toBeVisible();

  const second = await context.newPage();
  await second.goto('/security/two-factor');
  await second.getByRole('button', { name: twoFactor('codes-renew') }).click();
  await expect(second.getByRole('heading', { name: twoFactor('codes-card-title', { number: 3 }) })).toBeVisible();

  await page.getByRole('button', { name: twoFactor('codes-saved-renewed') }).click();
  await expect(page.getByText(twoFactor('codes-replaced', { shown: 2, newest: 3 }))).toBeVisible();
  await expectAccessible(page);
  await second.getByRole('button', { name: twoFactor('codes-saved-renewed') }).click();
  await expect(second.getByText(twoFactor('done-backup-codes-renewed'), { exact: true })).toBeVisible();
});
