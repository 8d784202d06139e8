import type { Page } from '@playwright/test';
import { turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, type Person, signOut } from './browse.ts';
import { linkIn, type Mailbox } from './mailbox.ts';
import type { Shoot } from './photographer.ts';
import type { Product } from './run-product.ts';
import type { Words } from './words.ts';

interface Walk {
  page: Page;
  words: Words;
  customer: Person;
  product: Product;
  mailbox: Mailbox;
  shoot: Shoot;
}

/** The phone is lost: ask, prove, wait, stop it from the mail; then object to a change and take it back. */
export async function shootRecovery({ page, words, customer, product, mailbox, shoot }: Walk): Promise<void> {
  const { recovery } = words;
  await enter(page, words, customer);
  await page.goto('/security/recovery');
  await shoot(page, 'recovery-settings');
  await turnOnTwoFactor(page, words, product);
  const objection = linkIn(await mailbox.mailTo(customer.email, '/objections/'), '/objections/');
  await signOut(page, words);
  await page.goto('/recovery');
  await shoot(page, 'recovery-ask');
  await page.getByLabel(recovery('ask-email')).fill(customer.email);
  await page.getByRole('button', { name: recovery('ask-submit') }).click();
  await expect(page.getByLabel(recovery('proof-mailed-code'), { exact: true })).toBeVisible();
  await shoot(page, 'recovery-code');
  const { text } = await mailbox.mailTo(customer.email, recovery('mail-code-subject'));
  await page
    .getByLabel(recovery('proof-mailed-code'), { exact: true })
    .fill(/^[A-Z2-7]{5}-[A-Z2-7]{5}$/m.exec(text)?.[0] ?? '');
  await page.getByRole('button', { name: recovery('proof-mailed-code-submit') }).click();
  await expect(page.getByLabel(recovery('proof-backup-code'), { exact: true })).toBeVisible();
  await shoot(page, 'recovery-second-proof');
  await page.getByText(recovery('proof-password-summary')).click();
  await page.getByLabel(recovery('proof-password'), { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: recovery('proof-password-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('waiting-title') })).toBeVisible();
  await shoot(page, 'recovery-waiting');
  const notice = await mailbox.mailTo(customer.email, recovery('mail-waiting-subject'));
  await page.goto(linkIn(notice, '/recovery/'));
  await shoot(page, 'recovery-stop');
  await page.getByRole('button', { name: recovery('stop-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('stopped-title') })).toBeVisible();
  await shoot(page, 'recovery-stopped');

  await page.goto(objection);
  await shoot(page, 'objection');
  await page.getByRole('button', { name: recovery('objection-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('objected-title') })).toBeVisible();
  await shoot(page, 'objected');
  await page.getByLabel(recovery('undo-password'), { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: recovery('undo-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('undone-title') })).toBeVisible();
  await shoot(page, 'undone');
  await enter(page, words, customer);
  await page.goto('/security/login-alerts');
  await page.getByRole('button', { name: words.loginAlerts('mode-save') }).click();
  await expect(page.getByRole('heading', { name: words.sessions('frozen-title') })).toBeVisible();
  await shoot(page, 'changes-stopped');
  await page.goto('/security/recovery');
  await shoot(page, 'recovery-settings-frozen');
}
