import { turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, signIn, signOut, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import type { Mailbox } from './mailbox.ts';

async function codeIn(mailbox: Mailbox, email: string, subject: string): Promise<string> {
  const mail = await mailbox.mailTo(email, subject);
  const code = /^[A-Z2-7]{5}-[A-Z2-7]{5}$/m.exec(mail.text)?.[0];
  if (code === undefined) throw new Error(`no code in:\n${mail.text}`);
  return code;
}

test('My phone is lost: with a mailed code and a backup code its app is removed, and I sign in', async ({
  page,
  words,
  customer,
  product,
  mailbox,
}) => {
  const { recovery, passwords } = words;
  await enter(page, words, customer);
  const { backupCodes } = await turnOnTwoFactor(page, words, product);
  await signOut(page, words);

  await page.goto('/forgot-password');
  await page.getByRole('link', { name: passwords('forgot-recovery') }).click();
  await expect(page.getByRole('heading', { name: recovery('ask-title') })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(recovery('ask-email')).fill(customer.email);
  await page.getByRole('button', { name: recovery('ask-submit') }).click();

  const code = page.getByLabel(recovery('proof-mailed-code'), { exact: true });
  await expect(code).toBeVisible();
  await expectAccessible(page);
  await code.fill('AAAAA-AAAAA');
  await page.getByRole('button', { name: recovery('proof-mailed-code-submit') }).click();
  await expect(code).toHaveAccessibleDescription(new RegExp(recovery('wrong-mailed-code').slice(0, 20)));
  await code.fill(await codeIn(mailbox, customer.email, recovery('mail-code-subject')));
  await page.getByRole('button', { name: recovery('proof-mailed-code-submit') }).click();
  await page.getByLabel(recovery('proof-backup-code'), { exact: true }).fill(backupCodes[4] ?? '');
  await page.getByRole('button', { name: recovery('proof-backup-code-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('done-title') })).toBeVisible();
  await expectAccessible(page);

  const mail = await mailbox.mailTo(customer.email, '/objections/');
  expect(mail.subject).toBe(recovery('mail-completed-subject'));
  await enter(page, words, customer);
  await page.goto('/security/recovery');
  await expect(page.getByText(recovery('change-recovery-completed'))).toBeVisible();
  await expectAccessible(page);
});

test('I have neither phone nor backup codes: I wait, am told every day, and am back', async ({
  words,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { recovery } = words;
  const phoneOwner = await anotherBrowser();
  await enter(phoneOwner, words, customer);
  await turnOnTwoFactor(phoneOwner, words, product);

  // Without script, as on a borrowed machine.
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await page.goto('/recovery');
  await page.getByLabel(recovery('ask-email')).fill(customer.email);
  await page.getByRole('button', { name: recovery('ask-submit') }).click();
  const code = await codeIn(mailbox, customer.email, recovery('mail-code-subject'));
  await page.getByLabel(recovery('proof-mailed-code'), { exact: true }).fill(code);
  await page.getByRole('button', { name: recovery('proof-mailed-code-submit') }).click();
  await page.getByText(recovery('proof-password-summary')).click();
  await page.getByLabel(recovery('proof-password'), { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: recovery('proof-password-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('waiting-title') })).toBeVisible();
  await mailbox.mailTo(customer.email, recovery('mail-waiting-subject'));

  await signIn(page, words, customer);
  await expect(page.getByRole('heading', { name: words.signIn('second-title') })).toBeVisible();
  await product.passTime(3 * 24 * 3600);
  await mailbox.mailTo(customer.email, recovery('mail-completed-subject'));
  await enter(page, words, customer);
});
