import type { Page } from '@playwright/test';
import { enter, expect, type Person } from './browse.ts';
import { linkIn, type Mailbox } from './mailbox.ts';
import type { Product } from './run-product.ts';
import type { Words } from './words.ts';

interface Sharing {
  /** The owner's browser, which ends up signed in. */
  page: Page;
  other: Page;
  words: Words;
  customer: Person;
  second: Person;
  product: Product;
  mailbox: Mailbox;
}

/** A second owner of the customer's account: invited, accepted, the two days over. */
export async function shareOwnership({ page, other, words, customer, second, product, mailbox }: Sharing) {
  const { usersAndRoles } = words;
  await enter(page, words, customer);
  await page.goto('/account/invitations');
  await page.getByLabel(usersAndRoles('email')).fill(second.email);
  await page.getByRole('radio', { name: usersAndRoles('role-owner'), exact: true }).check();
  await page.getByRole('button', { name: usersAndRoles('invite-submit') }).click();
  const link = linkIn(await mailbox.mailTo(second.email, '/invitations/'), '/invitations/');
  await enter(other, words, second);
  await other.goto(link);
  await other.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await expect(other.getByText(usersAndRoles('own-waiting'))).toBeVisible();
  await product.passTime(48 * 3600 + 1);
  await enter(page, words, customer);
}
