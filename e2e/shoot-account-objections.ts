import type { Page } from '@playwright/test';
import { expect, type Person } from './browse.ts';
import { linkIn, type Mailbox } from './mailbox.ts';
import type { Shoot } from './photographer.ts';
import type { Product } from './run-product.ts';
import { shareOwnership } from './share-ownership.ts';
import type { Words } from './words.ts';

interface Walk {
  page: Page;
  other: Page;
  words: Words;
  customer: Person;
  second: Person;
  product: Product;
  mailbox: Mailbox;
  shoot: Shoot;
}

/** An owner is thrown out: her mail and what it opens, the account that is stopped, the other owner's undo. */
export async function shootAccountObjections(walk: Walk): Promise<void> {
  const { page, other, words, customer, second, mailbox, shoot } = walk;
  const { recovery, usersAndRoles } = words;
  await shareOwnership(walk);
  await page.goto('/account/users');
  await page.getByRole('main').locator(`tr:has-text("${second.email}")`).getByRole('link').click();
  const removal = usersAndRoles('remove', { name: second.name });
  await page.getByRole('button', { name: removal }).click();
  await page.getByRole('dialog').getByRole('button', { name: removal }).click();
  await expect(page.getByText(usersAndRoles('done-removed'))).toBeVisible();
  const removed = await mailbox.mailTo(second.email, usersAndRoles('kind-member-removed'));
  const told = await mailbox.mailTo(customer.email, usersAndRoles('kind-member-removed'));
  const reader = await page.context().newPage();
  for (const [name, mail] of [
    ['mail-to-a-removed-owner', removed],
    ['mail-to-an-owner', told],
  ] as const) {
    await reader.setContent(mail.html);
    await shoot(reader, name);
  }
  await reader.close();

  await page.goto(linkIn(told, '/objections/'));
  await shoot(page, 'account-objection');
  await page.locator('summary').getByText(recovery('undo-title'), { exact: true }).click();
  await shoot(page, 'account-objection-undo');
  await other.goto(linkIn(removed, '/objections/'));
  await shoot(other, 'account-objection-removed-owner');
  await other.getByRole('button', { name: recovery('objection-account-submit') }).click();
  await expect(other.getByRole('heading', { name: recovery('objected-account-title') })).toBeVisible();
  await other.locator('summary').getByText(recovery('objected-next'), { exact: true }).click();
  await shoot(other, 'account-stopped');
  await page.goto('/account');
  await shoot(page, 'account-while-stopped');
  await page.getByRole('button', { name: usersAndRoles('save') }).click();
  await expect(page.getByRole('heading', { name: usersAndRoles('stopped-title') })).toBeVisible();
  await shoot(page, 'account-change-refused');
  await page.goto('/account/activity');
  await shoot(page, 'activity-while-stopped');
  await page.goto(linkIn(told, '/objections/'));
  await shoot(page, 'account-objection-own-sessions');
  await page.getByLabel(recovery('undo-password'), { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: recovery('undo-submit') }).click();
  await expect(page.getByText(recovery('undone-account-own-text'))).toBeVisible();
  await shoot(page, 'account-undone');
}
