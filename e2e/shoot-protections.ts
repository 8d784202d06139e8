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
  const device = await plugIn(page, { synced: true });
  await enter(page, words, customer);
  await page.goto('/security/passkeys');
  await shoot(page, 'passkeys-none');
  await page.getByRole('button', { name: passkeys('add'), exact: true }).click();
  await expect(page).toHaveURL(/done=added/);
  await shoot(page, 'passkeys');
  await device.remove();
  await shootPasskeys(page, words, shoot);
  await enter(elsewhere, words, customer);

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

/** A key beside the first one, what stands behind each, and the password closed and opened again. */
async function shootPasskeys(page: Page, words: Words, shoot: Shoot): Promise<void> {
  const { passkeys, twoFactor } = words;
  await plugIn(page, { transport: 'usb', verifies: false, keepsEntries: false });
  await page.goto('/security/passkeys');
  await page.getByText(passkeys('key-summary')).click();
  await page.locator('#new-key-name').fill('YubiKey');
  await shoot(page, 'passkeys-add-key');
  await page.getByRole('button', { name: passkeys('key-add') }).click();
  await expect(page).toHaveURL(/done=added-key/);
  await page.locator('summary').filter({ hasText: 'YubiKey' }).click();
  await shoot(page, 'passkeys-key-added');
  await page.getByRole('link', { name: passkeys('make-codes') }).click();
  await page.getByRole('button', { name: twoFactor('codes-renew') }).click();
  await page.getByRole('button', { name: twoFactor('codes-saved-renewed') }).click();
  for (const [button, name] of [
    ['only-on', 'passkeys-only'],
    ['only-off', 'passkeys-and-password'],
  ] as const) {
    await page.goto('/security/passkeys');
    await page.getByRole('button', { name: passkeys(button) }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: passkeys(button) })
      .click();
    await expect(page.getByText(passkeys(`done-${button}`), { exact: true })).toBeVisible();
    await shoot(page, name);
  }
  await page.goto('/security/sessions');
  await shoot(page, 'sessions-with-a-passkey');
}
