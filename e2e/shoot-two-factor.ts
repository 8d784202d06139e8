import type { Page } from '@playwright/test';
import { giveBackupCode, giveCode, scan, shownCodes } from './authenticator-app.ts';
import { enter, expect, type Person, signIn, signOut } from './browse.ts';
import type { Mailbox } from './mailbox.ts';
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
  /** The same customer's, for the pages that scripts replace by dialogs. */
  withoutScript: Page;
}

const ELEVEN_MINUTES = 11 * 60;

/** From off to on, through a sign-in and a step-up, and what the mails say. */
export async function shootTwoFactor(walk: Walk): Promise<void> {
  const { page, words, customer, product, shoot } = walk;
  const { twoFactor } = words;
  await enter(page, words, customer);
  await page.goto('/security/two-factor');
  await shoot(page, 'two-factor-off');
  await page.getByRole('button', { name: twoFactor('start') }).click();
  await expect(page.getByRole('heading', { name: twoFactor('enrol-title') })).toBeVisible();
  await shoot(page, 'two-factor-enrolment');
  const phone = await scan(page, product);
  const confirm = async (code: string) => {
    await page.getByLabel(twoFactor('enrol-code')).fill(code);
    await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
  };
  await confirm(await phone.code({ clockAheadSeconds: -240 }));
  await expect(page.getByRole('alert').first()).toBeVisible();
  await shoot(page, 'two-factor-wrong-clock');
  await confirm(await phone.code());
  await expect(page.getByRole('heading', { name: twoFactor('codes-page-title') })).toBeVisible();
  await shoot(page, 'two-factor-codes');
  await page.emulateMedia({ media: 'print' });
  await shoot(page, 'two-factor-codes-printed');
  await page.emulateMedia({ media: null });
  const codes = await shownCodes(page, words);
  await page.getByRole('button', { name: twoFactor('codes-saved-first') }).click();
  await expect(page.getByText(twoFactor('done-two-factor-enabled'))).toBeVisible();
  await shoot(page, 'two-factor-on');
  await page.getByRole('button', { name: twoFactor('add-app') }).click();
  await confirm(await (await scan(page, product)).code());
  await expect(page.getByText(twoFactor('done-app-added'), { exact: true })).toBeVisible();
  await page.locator('summary').first().click();
  await shoot(page, 'two-factor-manage');
  await page
    .getByRole('main')
    .getByRole('button', { name: twoFactor('disable') })
    .click();
  await shoot(page, 'two-factor-turn-off');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words.frame('cancel') })
    .click();
  await signOut(page, words);
  await shootSecondStep(walk, codes[0] ?? '');
  await shootStepUp(walk, await phone.nextCode());
  await shootMails(walk);
}

async function shootSecondStep({ page, words, customer, shoot }: Walk, backupCode: string): Promise<void> {
  await signIn(page, words, customer);
  await page.waitForURL(/second-factor/);
  await shoot(page, 'second-step');
  await giveCode(page, words, '000000');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await shoot(page, 'second-step-wrong');
  await giveBackupCode(page, words, 'ABCD-ABCD-ABCD-ABCD');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await page.getByText(words.signIn('second-trouble')).click();
  await shoot(page, 'second-step-backup-code');
  await giveBackupCode(page, words, backupCode);
  await page.waitForURL('/security');
}

async function shootStepUp(walk: Walk, code: string): Promise<void> {
  const { page, words, customer, product, shoot, withoutScript } = walk;
  const { sessions, twoFactor } = words;
  await signIn(withoutScript, words, customer);
  await giveCode(withoutScript, words, code);
  await withoutScript.waitForURL('/security');
  await product.passTime(ELEVEN_MINUTES);
  await page.goto('/security/two-factor');
  await page.getByRole('button', { name: twoFactor('codes-renew') }).click();
  const dialog = page.getByRole('dialog', { name: sessions('step-up-title') });
  await expect(dialog).toBeVisible();
  await shoot(page, 'step-up-dialog');
  await dialog.getByLabel(sessions('step-up-code'), { exact: true }).fill('000000');
  await dialog.getByRole('button', { name: sessions('step-up-dialog-submit') }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByText(sessions('step-up-backup'), { exact: true }).click();
  await shoot(page, 'step-up-dialog-wrong');
  await withoutScript.goto('/security/two-factor');
  await withoutScript.getByRole('button', { name: twoFactor('codes-renew') }).click();
  await expect(withoutScript.getByRole('heading', { name: sessions('step-up-title') })).toBeVisible();
  await shoot(withoutScript, 'step-up-with-a-code');
}

async function shootMails({ page, customer, mailbox, words, shoot }: Walk): Promise<void> {
  const { twoFactor } = words;
  const reader = await page.context().newPage();
  for (const key of ['two-factor-enabled', 'app-added', 'code-used'] as const) {
    const { html } = await mailbox.mailTo(customer.email, twoFactor(`mail-${key}-subject`));
    await reader.setContent(html);
    await shoot(reader, `mail-${key}`);
  }
  await reader.close();
}
