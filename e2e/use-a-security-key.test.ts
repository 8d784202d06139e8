import { enter, expect, signIn, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';
import { plugIn } from './virtual-authenticator.ts';

test('My old key has no PIN and no room: I add it as a second step, and after my password a touch lets me in', async ({
  page,
  words,
  customer,
  anotherBrowser,
  mailbox,
}) => {
  const { passkeys, signIn: t } = words;
  await plugIn(page, { transport: 'usb', verifies: false, keepsEntries: false });
  await enter(page, words, customer);
  await page.goto('/security/passkeys');
  // As a passkey it is not taken, and the page says what else there is.
  await page.getByRole('button', { name: passkeys('add'), exact: true }).click();
  await expect(page.locator('#add .passkey-error').first()).not.toBeEmpty();
  await page.getByText(passkeys('key-summary')).click();
  await expect(page.getByText(passkeys('key-text'))).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await page.locator('#new-key-name').fill('Blue key');
  await page.getByRole('button', { name: passkeys('key-add') }).click();
  await expect(page.getByText(passkeys('done-added-key'), { exact: true })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Blue key' })).toContainText(passkeys('needs-password'));
  await mailbox.mailTo(customer.email, passkeys('mail-security-key-added-subject'));
  await page.getByRole('button', { name: passkeys('ask-on') }).click();
  await expect(page.getByText(passkeys('done-asked-on'), { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.context().clearCookies({ name: 'session' });
  await signIn(page, words, customer);
  await page.getByRole('button', { name: t('second-passkey') }).click();
  await page.waitForURL('/security');
  await page.goto('/security/sessions');
  // The one it was added in, and this one.
  await expect(page.getByText(words.sessions('passkey', { name: 'Blue key' }))).toHaveCount(2);
  await page.goto('/security/login-history');
  await expect(page.getByText(words.loginHistory('passkey-named', { name: 'Blue key' })).first()).toBeVisible();

  // Whoever finds it has a key that opens nothing.
  const finder = await anotherBrowser();
  await plugIn(finder, { transport: 'usb', verifies: false, keepsEntries: false });
  await signIn(finder, words, customer);
  await finder.getByRole('button', { name: t('second-passkey') }).click();
  await expect(finder.locator('.passkey-error').first()).not.toBeEmpty();
  await finder.goto('/security');
  await expect(finder).toHaveURL(/\/sign-in/);
});
