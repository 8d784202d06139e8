import { turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, signOut, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

test('I turn two-factor off: I am asked first, everyone concerned is told, and the password alone opens the account', async ({
  page,
  words,
  customer,
  product,
  mailbox,
}) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  await turnOnTwoFactor(page, words, product);
  const turnOff = page.getByRole('main').getByRole('button', { name: twoFactor('disable') });
  await turnOff.click();
  const dialog = page.getByRole('dialog', { name: twoFactor('disable-confirm') });
  await expect(dialog.getByText(twoFactor('disable-confirm-text'))).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: words.frame('cancel') }).click();
  await page.reload();
  await expect(page.getByText(twoFactor('on'), { exact: true })).toBeVisible();

  await turnOff.click();
  await dialog.getByRole('button', { name: twoFactor('disable') }).click();
  await expect(page.getByText(twoFactor('done-two-factor-disabled'), { exact: true })).toBeVisible();
  await expect(page.getByText(twoFactor('off'), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await mailbox.mailTo(customer.email, twoFactor('mail-two-factor-disabled-text'));
  await signOut(page, words);
  await enter(page, words, customer);
});
