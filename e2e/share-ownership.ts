import type { Page } from '@playwright/test';
import { enter, expect, type Person } from './browse.ts';
import { inviteToTeam } from './join-team.ts';
import type { Mailbox } from './mailbox.ts';
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
  const link = await inviteToTeam({ owner: page, words, member: second, mailbox, role: 'owner' });
  await enter(other, words, second);
  await other.goto(link);
  await other.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await expect(other.getByText(usersAndRoles('own-waiting'))).toBeVisible();
  await product.passTime(48 * 3600 + 1);
  await enter(page, words, customer);
}
