import { giveBackupCode, turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, signIn, signOut, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

test('Without my phone I sign in with a backup code, and another day with the second one', async ({
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
  await expect(page.getByText(twoFactor('codes-left', { left: 10 }))).toBeVisible();

  for (const [code, left] of [
    [first, 9],
    // As somebody types it who reads it off paper.
    [second.toLowerCase().replaceAll('-', ' '), 8],
  ] as const) {
    await signOut(page, words);
    await signIn(page, words, customer);
    await giveBackupCode(page, words, code);
    await page.waitForURL('/security');
    const mail = await mailbox.mailTo(customer.email, twoFactor('mail-code-used-text', { left }));
    expect(mail.subject).toBe(twoFactor('mail-code-used-subject'));
    await page.goto('/security/two-factor');
    await expect(page.getByText(twoFactor('codes-left', { left }))).toBeVisible();
  }
});

test('A backup code that I have used is refused, and told at its field', async ({ page, words, customer, product }) => {
  await enter(page, words, customer);
  const { backupCodes } = await turnOnTwoFactor(page, words, product);
  const [used = '', next = ''] = backupCodes;
  const beginAgain = async () => {
    await signOut(page, words);
    await signIn(page, words, customer);
    await giveBackupCode(page, words, used);
  };
  await beginAgain();
  await page.waitForURL('/security');
  await beginAgain();
  const field = page.getByLabel(words.signIn('second-backup-code'), { exact: true });
  await expect(field).toHaveAccessibleDescription(new RegExp(words.signIn('second-wrong-backup').slice(0, 25)));
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await giveBackupCode(page, words, next);
  await page.waitForURL('/security');
});
