import type { Page } from '@playwright/test';
import { turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, signIn, signOut, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';
import { linkIn } from './mailbox.ts';
import { plugIn } from './virtual-authenticator.ts';
import type { Words } from './words.ts';

async function addPasskey(page: Page, { passkeys }: Words): Promise<void> {
  await page.goto('/security/passkeys');
  await page.getByRole('button', { name: passkeys('add'), exact: true }).click();
  await expect(page).toHaveURL(/done=added/);
}

/** A virtual device that is always being touched would answer the offer in the sign-in's field before any button is pressed. */
async function offerNone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
}

test('My phone is lost, my laptop’s passkey is not: with it and the code from the mail I am back at once', async ({
  page,
  words,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { recovery } = words;
  const device = await plugIn(page);
  await enter(page, words, customer);
  await turnOnTwoFactor(page, words, product);
  await addPasskey(page, words);
  await offerNone(page);
  await signOut(page, words);

  await page.goto('/recovery');
  await page.getByLabel(recovery('ask-email')).fill(customer.email);
  await page.getByRole('button', { name: recovery('ask-submit') }).click();
  const mail = await mailbox.mailTo(customer.email, recovery('mail-code-subject'));
  const code = /^[A-Z2-7]{5}-[A-Z2-7]{5}$/m.exec(mail.text)?.[0] ?? '';
  await page.getByLabel(recovery('proof-mailed-code'), { exact: true }).fill(code);
  await page.getByRole('button', { name: recovery('proof-mailed-code-submit') }).click();
  await page.getByText(recovery('proof-passkey-summary')).click();
  await expect(page.getByRole('button', { name: recovery('proof-passkey-submit') })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await device.verifies(false);
  await page.getByRole('button', { name: recovery('proof-passkey-submit') }).click();
  await expect(page.locator('.passkey-error')).not.toBeEmpty();
  await device.verifies(true);
  await page.getByRole('button', { name: recovery('proof-passkey-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('done-title') })).toBeVisible();

  const other = await anotherBrowser();
  await signIn(other, words, customer);
  await other.waitForURL('/security');
});

test('Without script the page says why there is no button for a passkey', async ({
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { recovery } = words;
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await page.goto('/recovery');
  await page.getByLabel(recovery('ask-email')).fill(customer.email);
  await page.getByRole('button', { name: recovery('ask-submit') }).click();
  await mailbox.mailTo(customer.email, recovery('mail-code-subject'));
  await page.getByText(recovery('proof-no-mail'), { exact: true }).click();
  await expect(page.locator('.passkey-no-script').first()).toBeVisible();
  await expect(page.getByRole('button', { name: recovery('proof-passkey-submit') })).toBeHidden();
});

test('Somebody in my session changed something: I take it back with my passkey alone', async ({
  page,
  words,
  customer,
  mailbox,
}) => {
  const { recovery, loginAlerts } = words;
  await plugIn(page);
  await enter(page, words, customer);
  await addPasskey(page, words);
  // A sign-in with it, since a change asks for the most that can be proven.
  await page.context().clearCookies({ name: 'session' });
  await offerNone(page);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: words.signIn('passkey') }).click();
  await page.waitForURL('/security');
  await page.goto('/security/login-alerts');
  await page.getByRole('radio', { name: loginAlerts('mode-off'), exact: true }).check();
  await page.getByRole('button', { name: loginAlerts('mode-save') }).click();
  await expect(page.getByText(loginAlerts('saved-off'))).toBeVisible();

  const subject = loginAlerts('reduced-subject-off', { brand: 'Gatehouse' });
  await page.goto(linkIn(await mailbox.mailTo(customer.email, subject), '/objections/'));
  await page.getByRole('button', { name: recovery('objection-submit') }).click();
  await page.getByText(recovery('undo-passkey-summary'), { exact: true }).click();
  await expect(page.getByText(recovery('undo-passkey-hint'))).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await page.getByRole('button', { name: recovery('undo-passkey'), exact: true }).click();
  await expect(page.getByRole('heading', { name: recovery('undone-title') })).toBeVisible();
});
