import type { Page } from '@playwright/test';
import { enter, expect, type Person, signIn } from './browse.ts';
import type { Shoot } from './photographer.ts';
import { plugIn } from './virtual-authenticator.ts';
import type { Words } from './words.ts';

interface Walk {
  page: Page;
  words: Words;
  customer: Person;
  shoot: Shoot;
  /** The same customer's browser somewhere else. */
  elsewhere: Page;
}

/** Passkeys from none to one, and the list of addresses from none to one on trial. */
export async function shootProtections({ page, words, customer, shoot, elsewhere }: Walk): Promise<void> {
  const { passkeys, ipRestriction } = words;
  await enter(elsewhere, words, customer);
  await plugIn(page, { synced: true });
  await enter(page, words, customer);
  await page.goto('/security/passkeys');
  await shoot(page, 'passkeys-none');
  await page.getByRole('button', { name: passkeys('add'), exact: true }).click();
  await expect(page).toHaveURL(/done=added/);
  await shoot(page, 'passkeys');

  await page.goto('/security/ip-restriction');
  await shoot(page, 'ip-restriction-none');
  await page.getByRole('button', { name: ipRestriction('here-add') }).click();
  await expect(page.getByRole('button', { name: ipRestriction('turn-on'), exact: true })).toBeVisible();
  await shoot(page, 'ip-restriction-check');
  await page.getByRole('button', { name: ipRestriction('turn-on'), exact: true }).click();
  await expect(page.getByText(ipRestriction('done-provisional'), { exact: true })).toBeVisible();
  await shoot(page, 'ip-restriction-on-trial');
  await elsewhere.goto('/security');
  await expect(elsewhere.getByRole('heading', { name: ipRestriction('elsewhere-title') })).toBeVisible();
  await shoot(elsewhere, 'session-elsewhere');
  await elsewhere.context().clearCookies({ name: 'session' });
  await signIn(elsewhere, words, customer);
  await expect(elsewhere.getByRole('heading', { name: words.signIn('not-allowed-title') })).toBeVisible();
  await shoot(elsewhere, 'sign-in-elsewhere');
  await page.goto('/security');
  await shoot(page, 'overview-protected');
}
